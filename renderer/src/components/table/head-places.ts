/** Whether an element is read from the right to the left. */
export const isRightToLeft = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/** At which place among the others a column would stand that is let go there. @param x in the window, in pixels */
export const placeAt = (row: HTMLElement, id: string, x: number): number => {
  const fromRight = isRightToLeft(row);
  return [...row.querySelectorAll<HTMLElement>('[data-head]')].filter((head) => {
    if (head.dataset['head'] === id) return false;
    const { left, width } = head.getBoundingClientRect();
    const middle = left + width / 2;
    return fromRight ? x < middle : x > middle;
  }).length;
};
