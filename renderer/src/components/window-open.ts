/**
 * Whether a dialog is open in front of the page. Keys and scans must then not reach the page behind it, where their effect would not be
 * visible.
 */
export const isWindowOpen = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
