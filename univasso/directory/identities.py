"""Who an association says it is, held against what the register says."""

from univasso.directory.services.associations import Identity


def identity_of(name: str, numbers: dict[str, str], local_register: str = "") -> Identity:
    """The identity behind a typed number, with the reason why a human should look at it."""
    to_check = "not_found" if numbers else "no_number"
    return Identity(name, local_register=local_register, to_check=to_check, **numbers)
