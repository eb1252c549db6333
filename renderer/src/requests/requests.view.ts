import type { ReadyView } from '../../../shared/domain/request-list.ts';
import { firstOrder, noFacets } from '../../../shared/domain/request-list.ts';
import { isoDatesIn } from './dates-in-search.ts';
import { mayGoOn, parseRequestQuery } from '../../../shared/domain/request-query.ts';
import type { RequestQuery, RequestSort } from '../../../shared/ipc/request-views.ts';
import type { ListView } from './requests.types.ts';

/** The default order of all requests. */
export const firstSort: RequestSort = firstOrder;

export const firstView: ListView = {
  words: '',
  parts: [],
  facets: noFacets,
  sort: firstSort,
  savedName: null,
};

/**
 * Splits finished parts from the typed text: `status:conditional` becomes a chip, words stay in the box.
 * @param ended whether the text is finished too, so that a part at its end counts.
 * @returns the words that stay in the box, as typed, and the parts in order.
 */
export const splitWords = (
  text: string,
  ended: boolean,
): { readonly words: string; readonly parts: readonly string[] } => {
  let words = text;
  const parts: string[] = [];
  for (const part of parseRequestQuery(text).parts) {
    if (part.kind === 'words') continue;
    const at = words.indexOf(part.text);
    const after = words.slice(at + part.text.length);
    if (at < 0 || !(ended || /^\s/.test(after))) continue;
    if (!ended && after.trim() === '' && mayGoOn(part.text)) continue;
    parts.push(isoDatesIn(part.text));
    words = words.slice(0, at) + after.trimStart();
  }
  return { words, parts };
};

/** Returns the whole search text for the main process. */
export const searchText = ({ parts, words }: Pick<ListView, 'parts' | 'words'>): string =>
  [...parts, isoDatesIn(words.trim())].filter((part) => part !== '').join(' ');

/** Returns the query for the main process. @param words the text in the box, possibly debounced. */
export const queryOf = (view: ListView, words = view.words): RequestQuery => ({
  ...view.facets,
  text: searchText({ parts: view.parts, words }),
});

/** Returns the view for a query. */
export const viewOf = (query: RequestQuery, sort: RequestSort, savedName: string | null): ListView => {
  const { text, ...facets } = query;
  const { words, parts } = splitWords(text, true);
  return { words: words.trim(), parts, facets, sort, savedName };
};

/** Returns the query of a ready view, or of all requests. */
export const readyQuery = (ready: ReadyView | null): RequestQuery => ({ ...noFacets, text: '', ready });

/** Whether a text filters anything: a part that is not understood does not. */
const filters = (text: string): boolean =>
  parseRequestQuery(isoDatesIn(text)).parts.some(({ kind }) => kind !== 'unknown');

/** Returns the number of values chosen in the facets. The ready view counts as one. */
const countChosen = ({ facets }: Pick<ListView, 'facets'>): number =>
  Object.values(facets).reduce<number>(
    (sum, one) => sum + (Array.isArray(one) ? one.length : one === null ? 0 : 1),
    0,
  );

/** Returns the number of active filters: chosen values, chips, and the words. */
export const countFilters = (view: ListView): number =>
  countChosen(view) + [...view.parts, view.words].filter(filters).length;

/** Returns the number of values chosen in the facets, without the ready view, which has a tab. */
export const countInFacets = ({ facets }: ListView): number =>
  countChosen({ facets: { ...facets, ready: null } });

/** The same without the ready view. */
export const countOtherFilters = (view: ListView): number =>
  countFilters({ ...view, facets: { ...view.facets, ready: null } });

/** Whether any filter is active. */
export const isNarrowed = (view: ListView): boolean => countFilters(view) > 0;

/** Returns the list with a value added, or removed if it was in it. */
export const toggled = <T>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
