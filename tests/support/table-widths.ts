import type { Page } from '@playwright/test';

export type TableLook = {
  /** The number of pixels that must be scrolled to sideways. */
  readonly overPx: number;
  readonly heads: readonly string[];
  /** The width of the column that takes the remaining space; null if there is none. */
  readonly titlePx: number | null;
  /** Texts that must be fully visible but are cut: heads, dates, states, codes, buttons. */
  readonly cut: readonly string[];
};

/** Returns how the table of the page is drawn; null if there is none. */
export const lookAtTable = (page: Page): Promise<TableLook | null> =>
  page.evaluate(() => {
    const grid = document.querySelector<HTMLElement>('[role=grid]');
    const scroller = grid?.parentElement;
    if (!grid || !scroller) return null;
    const heads = [...grid.querySelectorAll<HTMLElement>('[data-head]')];
    const title = heads.find(({ dataset }) =>
      ['title', 'item', 'request', 'name'].includes(dataset['head'] ?? ''),
    );
    const textBox = (element: Element): DOMRect => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    const isCutIn = (element: Element, cell: Element): boolean => {
      const text = textBox(element);
      const room = cell.getBoundingClientRect();
      const clips = [element, ...element.querySelectorAll('*')].some(
        (part) =>
          getComputedStyle(part).overflowX !== 'visible' &&
          part.clientWidth > 1 &&
          part.scrollWidth > part.clientWidth,
      );
      return clips || text.left < room.left - 1 || text.right > room.right + 1;
    };
    const whole = 'time, [data-tone], [data-row-control]';
    const inCells = [...grid.querySelectorAll('[role=gridcell]')].flatMap((cell) =>
      [...cell.querySelectorAll(whole)].filter((element) => isCutIn(element, cell)),
    );
    const codes = [...grid.querySelectorAll('[role=gridcell] [data-copy]')].flatMap((button) => {
      const code = button.parentElement?.firstElementChild;
      if (!code) return [];
      const covered = textBox(code).right > button.getBoundingClientRect().left + 1;
      return covered || [code, ...code.children].some((part) => part.scrollWidth > part.clientWidth)
        ? [code]
        : [];
    });
    const inHeads = heads.filter((head) => isCutIn(head.querySelector('button > span') ?? head, head));
    return {
      overPx: scroller.scrollWidth - scroller.clientWidth,
      heads: heads.map(({ dataset }) => dataset['head'] ?? ''),
      titlePx: title ? title.getBoundingClientRect().width : null,
      cut: [...inHeads, ...inCells, ...codes].map(({ textContent }) => textContent),
    };
  });
