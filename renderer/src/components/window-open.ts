/**
 * Whether a window stands in front of the page. As long as it does, keys and scans are not for the page behind it:
 * nobody would see what they do there.
 */
export const isWindowOpen = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
