import type { Page } from '@playwright/test';

/**
 * Returns the controls on the page that only the pointer can press. In tables, menus, lists, tabs and toolbars, the arrow keys reach what
 * Tab skips.
 */
export const lostToKeys = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex < 0)
      .filter(
        (element) =>
          element.closest(
            '[role=grid], [role=menu], [role=listbox], [role=tablist], [role=toolbar], [data-arrow-keys], [aria-hidden=true]',
          ) === null,
      )
      .map(
        (element) => `${element.localName} “${element.getAttribute('aria-label') ?? element.textContent}”`,
      ),
  );

/**
 * Returns the controls on the page that are smaller than this many pixels, one line each. A checkbox counts with its label, one in a
 * table with its cell. A link in a sentence is as high as its line.
 */
export const smallTargets = (page: Page, leastPx: number): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const what = 'a[href], button, input, select, textarea, summary, [role=menuitem], [role=option]';
    const isInSentence = (element: Element): boolean =>
      getComputedStyle(element).display === 'inline' &&
      (element.parentElement?.textContent.trim() ?? '') !== element.textContent.trim();
    const partsOf = (element: Element): readonly Element[] => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const isBox = element.matches('[type=checkbox], [type=radio]');
      return isBox
        ? [element, ...labels, ...[element.closest('[data-act]')].flatMap((cell) => cell ?? [])]
        : [element];
    };
    const sizeOf = (element: Element): { readonly width: number; readonly height: number } => {
      const boxes = partsOf(element).map((part) => part.getBoundingClientRect());
      const spread = (from: number[], to: number[]): number => Math.max(...to) - Math.min(...from);
      return {
        width: spread(
          boxes.map(({ left }) => left),
          boxes.map(({ right }) => right),
        ),
        height: spread(
          boxes.map(({ top }) => top),
          boxes.map(({ bottom }) => bottom),
        ),
      };
    };
    const half = least / 2 - 1;
    /** Whether a click this far from its middle still hits it. */
    const isHitAround = (element: Element): boolean => {
      element.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = element.getBoundingClientRect();
      const parts = partsOf(element);
      return [
        [-half, 0],
        [half, 0],
        [0, -half],
        [0, half],
      ].every(([x = 0, y = 0]) => {
        const hit = document.elementFromPoint(left + width / 2 + x, top + height / 2 + y);
        return parts.some((part) => part.contains(hit));
      });
    };
    return [...document.querySelectorAll(what)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !isInSentence(element) && element.closest('[aria-hidden=true]') === null)
      .flatMap((element) => {
        const { width, height } = sizeOf(element);
        // Half a pixel may be lost by rounding.
        if (width === 0 || Math.min(width, height) >= least - 0.5 || isHitAround(element)) return [];
        const name = element.getAttribute('aria-label') ?? (element.textContent.trim() || element.className);
        return [`${element.localName} “${name.slice(0, 40)}” ${Math.round(width)} × ${Math.round(height)}`];
      });
  }, leastPx);

/**
 * Returns pairs of controls on the page with a gap of less than this many pixels, one line each. Controls in a sentence, overlapping
 * ones, and column heads are not included.
 */
export const closeTargets = (page: Page, leastPx: number): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const what = 'a[href], button, input, select, textarea, summary';
    const nameOf = (element: Element): string =>
      (element.getAttribute('aria-label') ?? (element.textContent.trim() || element.className)).slice(0, 40);
    const isInSentence = (element: Element): boolean => getComputedStyle(element).display === 'inline';
    const targets = [...document.querySelectorAll(what)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !isInSentence(element))
      .filter((element) => element.closest('[role=columnheader]') === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    const gapOf = (one: DOMRect, other: DOMRect): number =>
      Math.max(
        one.left - other.right,
        other.left - one.right,
        one.top - other.bottom,
        other.top - one.bottom,
      );
    return targets.flatMap((one, at) =>
      targets.slice(at + 1).flatMap((other) => {
        const gap = gapOf(one.box, other.box);
        // Half a pixel may be lost by rounding.
        return gap < -0.5 || gap >= least - 0.5
          ? []
          : [`“${nameOf(one.element)}” and “${nameOf(other.element)}”: ${gap.toFixed(1)}`];
      }),
    );
  }, leastPx);
