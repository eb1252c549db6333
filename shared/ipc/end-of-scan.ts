/**
 * The key that the main process presses in the page behind the characters of each scan: the `scan` event itself may overtake
 * them. No keyboard of today has this key.
 */
export const endOfScanKey = 'F24';
