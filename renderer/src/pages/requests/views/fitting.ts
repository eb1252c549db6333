/**
 * Returns the indexes of the tabs that fit into a row: the first ones, and always the chosen one.
 * @param widths the widths of the tabs, in pixels
 * @param morePx the width of the button for the remaining tabs, if not all fit
 */
export const fittingTabs = (
  widths: readonly number[],
  roomPx: number,
  morePx: number,
  chosen: number,
): readonly number[] => {
  const all = widths.map((_, index) => index);
  if (widths.reduce((sum, px) => sum + px, 0) <= roomPx) return all;
  let leftPx = roomPx - morePx - (widths[chosen] ?? 0);
  const fitting: number[] = [];
  for (const index of all) {
    if (index !== chosen) {
      leftPx -= widths[index] ?? 0;
      if (leftPx < 0) break;
    }
    fitting.push(index);
  }
  return chosen < 0 || fitting.includes(chosen) ? fitting : [...fitting, chosen];
};
