type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Shorter scans are looked for at the caret only: they may stand elsewhere by chance. */
const certainLength = 4;
/** So much of the next scans may have arrived behind this one before a busy page gets to it. */
const furtherLimit = 4096;

const textTypes = new Set(['text', 'search', 'tel', 'url', 'password']);

const focusedTextField = (root: Document): TextField | null => {
  const element = root.activeElement;
  if (element?.tagName === 'TEXTAREA') return element as HTMLTextAreaElement;
  if (element?.tagName !== 'INPUT') return null;
  const input = element as HTMLInputElement;
  return textTypes.has(input.type) ? input : null;
};

// Backwards from the end, because blanks of the scan may lack in the field: they were kept from the page (see wedge.ts).
const startOfScan = (text: string, end: number, raw: string): number | null => {
  let start = end;
  for (let index = raw.length - 1; index >= 0; index -= 1) {
    if (start > 0 && text[start - 1] === raw[index]) start -= 1;
    else if (raw[index] !== ' ') return null;
  }
  return start < end ? start : null;
};

const findScan = (text: string, caret: number, raw: string): readonly [start: number, end: number] | null => {
  const furthest = raw.length < certainLength ? caret : Math.max(1, caret - furtherLimit);
  for (let end = caret; end >= furthest; end -= 1) {
    const start = startOfScan(text, end, raw);
    if (start !== null) return [start, end];
  }
  return null;
};

// React keeps its own record of a field's value in a property of the element: only the prototype's setter makes it notice.
const setValue = (field: TextField, value: string): void => {
  const view = field.ownerDocument.defaultView;
  if (view === null) return;
  const { prototype } = field.tagName === 'TEXTAREA' ? view.HTMLTextAreaElement : view.HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new view.Event('input', { bubbles: true }));
};

/**
 * Takes the characters of a scan out of the text field that has the focus: the scanner typed them there.
 * What staff typed before and after stays, and so does the caret. Anything else that has the focus holds no characters and is left alone, as is a
 * field that does not show the scan before the caret.
 *
 * @param raw the `raw` of the scan event
 * @returns whether something was taken out
 */
export const eraseScan = (raw: string, root: Document): boolean => {
  const field = focusedTextField(root);
  const caret = field?.selectionEnd ?? null;
  if (field === null || caret === null || raw === '') return false;
  const found = findScan(field.value, caret, raw);
  if (found === null) return false;
  const [start, end] = found;
  setValue(field, field.value.slice(0, start) + field.value.slice(end));
  const newCaret = caret - (end - start);
  field.setSelectionRange(newCaret, newCaret);
  return true;
};
