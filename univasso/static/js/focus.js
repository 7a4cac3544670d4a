// The error summary takes the focus, so that it is the first thing read.
export function improve(summary) {
  summary.focus();
}
