import type { Page } from '@playwright/test';

/**
 * Returns where the page's text runs together: two words on one line, in neighbouring elements, separated only by a gap of the style sheet.
 * Screen readers and copied text have a single word there. One line each, with the text before and after.
 */
export const gluedWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    // Each of these is read, and copied, separately.
    const blocks =
      'address, article, aside, blockquote, button, caption, dd, div, dl, dt, fieldset, figure, footer, form, h1, h2, h3, h4, h5, h6, header, ' +
      'hr, label, legend, li, main, nav, ol, optgroup, option, p, pre, section, select, summary, svg text, table, td, textarea, th, tr, ul, ' +
      '[role=tab], [role=gridcell], [role=columnheader], [role=menuitem], [role=option]';
    const begun = /^[\p{L}\p{N}·(“+-]/u;
    const ended = /[\p{L}\p{N}.:;!?·)”]$/u;
    const blockOf = (text: Text): Element | null => text.parentElement?.closest(blocks) ?? null;
    const lastBoxOf = (text: Text, isEnd: boolean): DOMRect | undefined => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].at(isEnd ? -1 : 0);
    };
    const isOneLine = (before: Text, after: Text): boolean => {
      const [one, other] = [lastBoxOf(before, true), lastBoxOf(after, false)];
      if (!one || !other) return false;
      // Text for screen readers only has no line.
      const isForEar = [one, other].some(({ width, height }) => width <= 1 || height <= 1);
      return isForEar || Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
    };
    // A name that may be shortened in the middle is still one word.
    const isOneName = (before: Text, after: Text): boolean => {
      const name = before.parentElement?.closest('bdi');
      return name !== null && name === after.parentElement?.closest('bdi');
    };
    const isMet = (before: Text, after: Text): boolean =>
      before.parentElement === after.parentElement
        ? /[\p{Ll}.]$/u.test(before.data) && /^\p{Lu}/u.test(after.data)
        : !isOneName(before, after) && ended.test(before.data) && begun.test(after.data);
    const isShown = (text: Text): boolean =>
      text.parentElement?.checkVisibility({ visibilityProperty: true }) === true &&
      text.parentElement.closest('script, style, [hidden]') === null;
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let before: Text | null = null;
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      if (text.data === '' || !isShown(text)) continue;
      if (before && blockOf(before) === blockOf(text) && isMet(before, text) && isOneLine(before, text))
        found.push(`${before.data.slice(-30)}|${text.data.slice(0, 30)}`);
      before = text;
    }
    return found;
  });
