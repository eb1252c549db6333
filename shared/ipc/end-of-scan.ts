/**
 * The key that the main process presses in the page after the characters of each scan, because the `scan` event itself may overtake them.
 * No current keyboard has this key.
 */
export const endOfScanKey = 'F24';
