/**
 * Which of a row of tabs have room in it, as their places: the first ones, and the chosen one in any case.
 * @param widths of the tabs, in pixels
 * @param morePx what the button takes that leads to the others, where not all have room
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
