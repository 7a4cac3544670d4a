"""Every table, in one map: see the package for how to declare one."""

from univasso.core.words import N_
from univasso.privacy.entries import (
    ACCOUNT,
    ACT,
    ASKING,
    CARE,
    CITATION,
    CONFLICT,
    CONSENT,
    INVITED,
    MAIL,
    PAIRED,
    PROFILE,
    REACH,
    REPLY,
    RIGHT,
    ROLE,
    ROOM,
    SESSION,
    TAKING_PART,
    TALK,
    WORK,
    Entry,
    Fate,
    Held,
    nothing,
)
from univasso.privacy.meetings import MEETING_LABELS, MEETINGS

# How tables are called on the pages that people read.
TABLE_LABELS = {
    "user": N_("Your account"),
    "role_grant": N_("Roles"),
    "sign_in": N_("Sessions"),
    "invitation": N_("Invitations"),
    "mailed_link": N_("Links sent to you"),
    "authenticator": N_("Second factors"),
    "recovery_code": N_("Recovery codes"),
    "access_letter": N_("Access letters"),
    "consent": N_("Texts that you accepted"),
    "association": N_("Associations"),
    "membership": N_("Your places in associations"),
    "solicitation": N_("Requests made to associations"),
    "researcher": N_("Your profile as a researcher"),
    "researcher_need": N_("Needs of your profile"),
    "researcher_territory": N_("Places of your profile"),
    "name_variant": N_("Your other names"),
    "affiliation": N_("Your affiliations"),
    "available_period": N_("When you are available"),
    "key_work": N_("Works that you chose to show"),
    "interest": N_("Interests that you declared"),
    "candidacy": N_("When you were thought of"),
    "delegation": N_("Who keeps your profile with you"),
    "profile_claim": N_("Claims of a profile"),
    "profile_merge": N_("Merged profiles"),
    "group_member": N_("Your research groups"),
    "history_entry": N_("What was done, by you or about you"),
    "outgoing_mail": N_("Mails sent to you"),
    "output": N_("Publications deposited or looked after"),
    "author": N_("Parts taken in publications"),
    "output_version": N_("Versions of publications"),
    "bulk_change": N_("Changes made to many publications or questions"),
    "remark": N_("Messages about deposits"),
    "private_link": N_("Private links"),
    "enquiry": N_("Messages of readers"),
    "enquiry_answer": N_("Answers to readers"),
    "proofreading": N_("Proofreadings"),
    "word_bridge": N_("Bridged words"),
    "question": N_("Questions"),
    "question_support": N_("Questions that you share"),
    "question_wording": N_("Wordings of questions"),
    "question_exchange": N_("Exchanges about questions"),
    "question_file": N_("Files of your questions"),
    "workshop_guest": N_("Workshops in which you take part"),
    "workshop_note": N_("Notes of workshops"),
    **MEETING_LABELS,
    "pairing": N_("Pairings"),
    "pairing_side": N_("Answers to requests to meet"),
    "pairing_message": N_("Messages between the two sides of a pairing"),
    "silence": N_("Requests left without an answer"),
    "pairing_fact": N_("What was said of a work together"),
    "term_version": N_("Versions of needs and axes"),
    "unmet_subject": N_("Searches in vain, filed under a need"),
    "data_request": N_("Requests about data"),
    "account_merge": N_("Merged accounts"),
    "approval": N_("Decisions of two persons"),
    "job": N_("Pending work"),
}

WITH_ASSOCIATION = "a part of an association, which is exported with what a person did for it"
WITH_QUESTION = "a part of a question, which is exported with its words"
WITH_PAIRING = "a part of a pairing, which is exported with its request"
WITH_OUTPUT = "a part of a publication, which is exported with its title and its dates"
MAP: dict[str, Entry] = {
    "user": Entry("id", by="merged_into_id", nothing="id is_fictional", hidden="password_hash", held=(
        Held("email email_key name name_key", ACCOUNT, Fate.BLANK),
        Held("orcid orcid_verified_at arriving_as", ACCOUNT, Fate.BLANK),
        Held("password_hash password_changed_at language theme", ACCOUNT, Fate.BLANK),
        Held("created_at disabled_at erased_at merged_into_id", ACT, Fate.KEEP),
    )),
    "role_grant": Entry("user_id", by="given_by_id", nothing="id", held=(
        Held("user_id role scope since until reason", ROLE, Fate.DELETE),
        Held("given_by_id", ACT, Fate.KEEP),
    )),
    "sign_in": Entry("user_id", by="seen_as_id", nothing="id", hidden="token_hash", held=(
        Held("user_id agent created_at seen_at ended_at token_hash", SESSION, Fate.DELETE),
        Held("strength confirmed_at", SESSION, Fate.DELETE),
        Held("seen_as_id seen_as_until", ACT, Fate.KEEP),
    )),
    "invitation": Entry("email user_id", by="invited_by_id", nothing="id", hidden="token_hash", held=(
        Held("email user_id role language token_hash", INVITED, Fate.DELETE),
        Held("created_at expires_at accepted_at revoked_at", INVITED, Fate.DELETE),
        Held("invited_by_id", ACT, Fate.KEEP),
    )),
    "history_entry": Entry(by="by_id", nothing="id place", hidden="salt note_digest seal", held=(
        Held("subject_kind subject_id verb before after reason by_id at", ACT, Fate.KEEP),
        Held("note salt", ACT, Fate.SCRUB),
        Held("note_digest seal", ACT, Fate.KEEP),
    )),
    "outgoing_mail": Entry("to_email", nothing="id", hidden="secret", held=(
        Held("to_email to_name secret subject text html calendar event_key last_error", MAIL, Fate.BLANK),
        Held("state created_at sent_at message_id", MAIL, Fate.KEEP),
    )),
    "output": Entry("depositor_id", by="assignee_id", held=(
        Held("depositor_id assignee_id created_at submitted_at published_at", ACT, Fate.KEEP),
    ), nothing="id state version kind_code title_fr title_en sort_key abstract_fr abstract_en "
        "asked_fr asked_en found_fr found_en changes_fr changes_en keywords language audiences "
        "licence issued issued_key container volume issue pages publisher place doi hal isbn issn "
        "url source duplicate_key embargo_until is_title_hidden erratum withdrawal_reason "
        "withdrawn_at hidden_until successor_id newer_id updated_at"),
    "author": Entry("email", nothing="id output_id position", held=(
        Held("kind family given role identifier confirmed_at declined_at", CITATION, Fate.KEEP),
        Held("email", CONSENT, Fate.BLANK), Held("asked_at", CONSENT, Fate.KEEP),
    )),
    "output_version": Entry(by="by_id", nothing="id output_id number", held=(
        Held("notice", CITATION, Fate.KEEP), Held("note", TALK, Fate.SCRUB),
        Held("by_id at", ACT, Fate.KEEP),
    )),
    "bulk_change": Entry(by="by_id", nothing="id subject what before unchanged undone_at", held=(
        Held("by_id at", ACT, Fate.KEEP),
    )),
    "remark": Entry("by_id", nothing="id output_id field resolved_at", held=(
        Held("text", TALK, Fate.BLANK), Held("by_id at", ACT, Fate.KEEP),
    )),
    "private_link": Entry("by_id", nothing="id output_id", hidden="token_hash", held=(
        Held("by_id created_at expires_at revoked_at token_hash", ACT, Fate.DELETE),
    )),
    "enquiry": Entry("email", nothing="id output_id kind is_public language closed_at",
        hidden="tracking_hash", held=(
        Held("email who text tracking_hash", REPLY, Fate.DELETE),
        Held("created_at", REPLY, Fate.DELETE),
    )),
    "enquiry_answer": Entry(by="by_id", nothing="id enquiry_id", held=(
        Held("text", REPLY, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP),
    )),
    "proofreading": Entry("email", nothing="id output_id association asked_at signed_on", held=(
        Held("email", CONSENT, Fate.BLANK),
    )),
    "word_bridge": Entry(by="by_id", nothing="id expressions is_active", held=(
        Held("by_id updated_at", ACT, Fate.KEEP),
    )),
    "data_request": Entry("user_id", by="received_by_id answered_by_id",
        nothing="id kind state due_on acts_at", held=(
        Held("user_id received_at answered_at", RIGHT, Fate.KEEP),
        Held("who text answer", RIGHT, Fate.BLANK),
        Held("received_by_id answered_by_id", ACT, Fate.KEEP),
    )),
    "account_merge": Entry("survivor_id absorbed_id", by="by_id", nothing="id", held=(
        Held("survivor_id absorbed_id moved at undone_at by_id", CARE, Fate.KEEP),
    )),
    "approval": Entry(by="asked_by_id decided_by_id", nothing="id act state expires_at", held=(
        Held("about asked_by_id asked_at decided_by_id decided_at", CARE, Fate.KEEP),
        Held("reason", CARE, Fate.SCRUB),
    )),
    "job": Entry(nothing="id kind key due_at claimed_until claimed_by attempts given_up_at created_at",
        held=(Held("payload", WORK, Fate.KEEP), Held("last_error", WORK, Fate.SCRUB))),
    "mailed_link": Entry("email user_id", nothing="id", hidden="token_hash", held=(
        Held("purpose token_hash email user_id language about", ACCOUNT, Fate.DELETE),
        Held("created_at expires_at mailed_at used_at closed_at", ACCOUNT, Fate.DELETE),
    )),
    "authenticator": Entry("user_id", nothing="id", hidden="secret credential_id public_key counter",
        held=(Held("user_id means label secret credential_id public_key counter created_at used_at",
                   ACCOUNT, Fate.DELETE),)),
    "recovery_code": Entry("user_id", nothing="id", hidden="code_hash", held=(
        Held("user_id code_hash used_at", ACCOUNT, Fate.DELETE),
    )),
    "access_letter": Entry("user_id", by="made_by_id", nothing="id", hidden="code_hash", held=(
        Held("user_id code_hash made_at expires_at tries used_at", INVITED, Fate.DELETE),
        Held("made_by_id", ACT, Fate.KEEP),
    )),
    "consent": Entry("user_id", nothing="id association_id", held=(
        Held("user_id text_id at", RIGHT, Fate.KEEP),)),
    "consent_text": nothing("id code version title_fr title_en body_fr body_en published_at"),
    "association": Entry(by="verified_by_id", nothing="id state name short_name sort_key rna siren siret "
        "local_register register_source register_on to_check mission website sectors publics "
        "budget_band employee_band volunteer_band field_offer refusals channel merged_into_id version "
        "created_at updated_at is_listed visibility", held=(
        Held("contact_email contact_phone address working_hours unwanted", REACH, Fate.SCRUB),
        Held("proof", ACT, Fate.SCRUB), Held("verified_at verified_by_id", ACT, Fate.KEEP),
    )),
    "membership": Entry("user_id email", by="invited_by_id", nothing="id association_id",
        hidden="token_hash", held=(
        Held("user_id role state title is_public email message token_hash", TAKING_PART, Fate.DELETE),
        Held("expires_at succeeds_id created_at ended_at", TAKING_PART, Fate.DELETE),
        Held("invited_by_id", ACT, Fate.KEEP),
    )),
    "researcher_need": Entry("researcher_id", held=(
        Held("researcher_id need_id", PROFILE, Fate.DELETE),)),
    "researcher_territory": Entry("researcher_id", held=(
        Held("researcher_id territory_id", PROFILE, Fate.DELETE),)),
    "name_variant": Entry("researcher_id", nothing="id", held=(
        Held("researcher_id name key kind is_hidden", PROFILE, Fate.DELETE),)),
    "affiliation": Entry("researcher_id", nothing="id", held=(
        Held("researcher_id unit_id name position starts_on ends_on", PROFILE, Fate.DELETE),)),
    "available_period": Entry("researcher_id", nothing="id", held=(
        Held("researcher_id starts_on ends_on note", PROFILE, Fate.DELETE),)),
    "key_work": Entry("researcher_id", nothing="id", held=(
        Held("researcher_id position output_id title url year", PROFILE, Fate.DELETE),)),
    "interest": Entry("researcher_id", nothing="id", held=(
        Held("researcher_id kind words association_id starts_on ends_on", CONFLICT, Fate.DELETE),)),
    "candidacy": Entry("researcher_id", nothing="id", held=(
        Held("researcher_id subject is_subject_public was_asked fact at", PROFILE, Fate.DELETE),)),
    "delegation": Entry("researcher_id user_id email", nothing="id", held=(
        Held("researcher_id state email email_key user_id created_at", PROFILE, Fate.DELETE),)),
    "profile_claim": Entry("researcher_id user_id email", by="sent_by_id", nothing="id",
        hidden="token_hash", held=(
        Held("researcher_id state token_hash email user_id words", INVITED, Fate.DELETE),
        Held("created_at expires_at", INVITED, Fate.DELETE), Held("sent_by_id", ACT, Fate.KEEP),
    )),
    "profile_merge": Entry("from_id into_id", by="by_id", nothing="id", held=(
        Held("from_id into_id moved at undone_at", CARE, Fate.DELETE), Held("by_id", ACT, Fate.KEEP),
    )),
    "group_member": Entry("researcher_id email", by="invited_by_id",
        nothing="id group_id association_id", hidden="token_hash", held=(
        Held("state researcher_id email token_hash created_at expires_at", TAKING_PART, Fate.DELETE),
        Held("invited_by_id", ACT, Fate.KEEP),
    )),
    "researcher": Entry("user_id", nothing="id", held=(
        Held("state user_id given family sort_key status discipline expertise_fr expertise_en methods "
             "fieldwork sectors languages website idhal orcid_typed capacity offers paused_until "
             "merged_into_id version created_at updated_at is_listed visibility", PROFILE, Fate.DELETE),
        Held("interests_confirmed_at", CONFLICT, Fate.DELETE),
    )),
    "question": Entry("asker_id contact_email", by="entered_by_id assignee_id",
        nothing="id state version uses taking_part deadline language visibility "
        "is_history_public sort_key association_id association_name channel sheet_number workshop_id "
        "answer_kind urgency outcome outcome_text next_step grouped_into_id part_of_id promised_on", held=(
        Held("asker_id", ASKING, Fate.KEEP),
        Held("contact_name contact_email contact_phone link_number", ASKING, Fate.BLANK),
        Held("wish situation use", ASKING, Fate.SCRUB),
        Held("entered_by_id assignee_id agreed_at created_at received_at paused_at first_answer_at "
             "last_act_at published_at settled_at", ACT, Fate.KEEP),
    )),
    "question_need": Entry(by="by_id ended_by_id", nothing="id question_id need_id", held=(
        Held("by_id at ended_by_id ended_at", ACT, Fate.KEEP), Held("reason", ACT, Fate.SCRUB),
    )),
    "question_wording": Entry("by_id", nothing="id question_id number kind state is_from_asker",
        held=(Held("text reason signed_as answered_as", ACT, Fate.SCRUB),
              Held("by_id at answered_at", ACT, Fate.KEEP))),
    "question_exchange": Entry("by_id", nothing="id question_id kind about", held=(
        Held("text", ASKING, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP),
    )),
    "question_file": Entry("question_id", by="by_id", signed="by_id", nothing="id question_id "
        "is_from_asker file_sha256 file_size file_type", held=(
        Held("text file_name", ASKING, Fate.DELETE), Held("by_id at", ACT, Fate.KEEP),
    )),
    "question_decision": Entry(by="by_id", nothing="id question_id outcome next_step output_id "
        "body_id has_consent leaves_at applied_at undone_at", held=(
        Held("text", ACT, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP),
    )),
    "question_support": Entry("user_id email", nothing="id question_id association_id territory_id",
        held=(Held("user_id association_name email email_key context size language created_at "
                   "confirmed_at ended_at", ASKING, Fate.DELETE),)),
    "question_handover": Entry(by="by_id", nothing="id question_id body_id state", held=(
        Held("text words", ACT, Fate.SCRUB),
        Held("by_id at agreed_at sent_at acknowledged_at", ACT, Fate.KEEP),
    )),
    "question_grouping": Entry(by="by_id", nothing="id question_id into_id state", held=(
        Held("reason", ACT, Fate.SCRUB),
        Held("by_id at from_agreed_at into_agreed_at closed_at", ACT, Fate.KEEP),
    )),
    "question_division": Entry(by="by_id", nothing="id question_id state", held=(
        Held("words reason", ACT, Fate.SCRUB), Held("by_id at closed_at", ACT, Fate.KEEP),
    )),
    "question_link": Entry(by="by_id", nothing="id one_id other_id", held=(
        Held("reason", ACT, Fate.SCRUB), Held("by_id at ended_at", ACT, Fate.KEEP),
    )),
    "question_answer": Entry(nothing="id question_id output_id support_id asked_at verdict "
        "answered_at", held=(Held("words", ASKING, Fate.SCRUB),), apart=WITH_QUESTION),
    "question_coding": Entry(by="by_id asked_by_id", nothing="id question_id needs axes places "
        "answer_kind marks", held=(Held("by_id asked_by_id asked_at given_at", ACT, Fate.KEEP),)),
    "question_coding_choice": Entry(by="by_id", nothing="id question_id field chosen", held=(
        Held("reason", ACT, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP),
    )),
    "near_verdict": nothing("id question_id other_id output_id verdict at", WITH_QUESTION),
    "question_territory": nothing("question_id territory_id", WITH_QUESTION),
    "question_axis": nothing("question_id axis_id", WITH_QUESTION),
    "desk": Entry("user_id", by="deputy_id", held=(
        Held("user_id phone away_from away_until", ROLE, Fate.DELETE),
        Held("deputy_id", ACT, Fate.KEEP),
    )),
    "workshop": Entry(by="by_id", nothing="id title place held_on created_at closed_at version", held=(
        Held("by_id", ACT, Fate.KEEP),
    )),
    "workshop_guest": Entry("email", nothing="id workshop_id created_at", held=(
        Held("name name_key email", ROOM, Fate.DELETE),
    )),
    "workshop_note": Entry("guest_id", nothing="id workshop_id guest_id heading place version at "
        "dropped_at sent_at declined_at question_id support_id", held=(
        Held("text", ROOM, Fate.SCRUB),
    )),
    "workshop_step": Entry(by="by_id", nothing="id workshop_id number note_id version guest_id "
        "heading place dropped_at", held=(
        Held("text", ROOM, Fate.SCRUB), Held("by_id", ACT, Fate.KEEP),
    )),
    **MEETINGS,
    "pairing": Entry(by="made_by_id", nothing="id state version question_id association_id "
        "researcher_id group_id asked_from is_locked is_sole period answer_by batch_id", held=(
        Held("note why what effort compensation data_use", PAIRED, Fate.SCRUB),
        Held("made_by_id made_at asked_at nudged_at agreed_at closed_at", ACT, Fate.KEEP),
    )),
    "pairing_side": Entry("email by_id", nothing="id pairing_id side word not_before via", held=(
        Held("name email link_number", PAIRED, Fate.BLANK), Held("words reason", PAIRED, Fate.SCRUB),
        Held("by_id answered_at reminded_at", ACT, Fate.KEEP),
    )),
    "pairing_seat": nothing("id pairing_id kind about researcher_id association_id filled_at",
        WITH_PAIRING),
    "barrier_override": Entry(by="by_id", nothing="id pairing_id rule", held=(
        Held("reason", ACT, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP),
    )),
    "pairing_message": Entry("by_id", nothing="id pairing_id side reported_at is_hidden file_sha256 "
        "file_size file_type", held=(
        Held("text report file_name", PAIRED, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP),
    )),
    "pairing_slot": nothing("id pairing_id side starts_at minutes place sequence chosen_at "
        "cancelled_at", WITH_PAIRING),
    "silence": Entry(by="lifted_by_id", nothing="id researcher_id association_id group_id "
        "pairing_id", held=(
        Held("since lifted_at lifted_by_id", ACT, Fate.KEEP),
    )),
    "missing_word": Entry(by="by_id", nothing="id researcher_id association_id rule", held=(
        Held("by_id at answered_at", ACT, Fate.KEEP),
    )),
    "pairing_fact": Entry("by_id", nothing="id pairing_id side kept_times returned useful is_public",
        held=(Held("words", PAIRED, Fate.SCRUB), Held("by_id at", ACT, Fate.KEEP))),
    "pairing_batch": Entry(by="made_by_id", nothing="id state choices done proposal", held=(
        Held("made_by_id made_at ended_at applied_at", ACT, Fate.KEEP),
    )),
    "receiving_body": nothing("id name sort_key kind about website email phone territory_id "
        "is_fictional version retired_at"),
    "research_group": nothing("id state name sort_key purpose capacity seats is_listed version "
        "created_at closed_at"),
    "group_need": nothing("group_id need_id"),
    "research_unit": nothing("id ror name short_name other_names sort_key lookup_key parents city "
        "website source"),
    "shared_period": nothing("id kind title starts_on ends_on source"),
    "participation": nothing("id association_id mode note declared_at ended_at", WITH_ASSOCIATION),
    "solicitation": Entry(by="noted_by_id", nothing="id association_id", held=(
        Held("at noted_by_id", ACT, Fate.KEEP), Held("about", ACT, Fate.SCRUB),
    )),
    "association_need": nothing("association_id need_id", WITH_ASSOCIATION),
    "association_territory": nothing("association_id territory_id", WITH_ASSOCIATION),
    "register_entry": nothing("id number former_number siren siret title short_title purpose address "
        "postcode commune_code commune department created_on dissolved_on status successor stamp "
        "layout source source_on fingerprint title_key"),  # what the State publishes, no person
    "register_word": nothing("word entry_id"),
    "register_spelling": nothing("key word"),
    "register_import": nothing("id file_name sha256 layout encoding source_on rows_read rows_new "
        "rows_changed rows_same rows_refused first_refused started_at seen_at ended_at"),
    "territory_name": nothing("id territory_id kind name key"),
    "attempt": nothing("id bucket at"),  # a hash that leads nowhere, dropped after a day
    "change": nothing("id key due_at"),
    "once": nothing("key leads_to at"),
    "retention_run": nothing("rule at count last_change_at total"),
    "unmet_search": nothing("id day words count"),
    "unmet_subject": Entry(by="by_id", nothing="id key words need_id", held=(
        Held("by_id at", ACT, Fate.KEEP),
    )),
    "knowledge_need": nothing("id version number slug title_fr title_en short_fr short_en summary_fr "
        "summary_en sub_questions source_url evidence is_confirmed retired_on retired_reason successor_id"),
    "research_axis": nothing("id version number slug title_fr title_en questions source_url"),
    "term_version": Entry(by="by_id", nothing="id need_id axis_id number content", held=(
        Held("by_id at", ACT, Fate.KEEP), Held("note", ACT, Fate.SCRUB),
    )),
    "need_axis": nothing("need_id axis_id"),
    "territory": nothing("id code kind name sort_key parent_id population"),
    "output_kind": nothing("code label_fr label_en position coar_uri csl_type schema_type required"),
    "output_need": nothing("output_id need_id", WITH_OUTPUT),
    "output_axis": nothing("output_id axis_id", WITH_OUTPUT),
    "output_territory": nothing("output_id territory_id", WITH_OUTPUT),
    "output_file": nothing("id output_id position name label sha256 size media_type language "
        "is_accessible is_transcript text_state is_tagged page_count added_at", WITH_OUTPUT),
    "output_link": nothing("id output_id position kind url label", WITH_OUTPUT),
    "file_page": nothing("file_id number text", WITH_OUTPUT),
}  # fmt: skip
