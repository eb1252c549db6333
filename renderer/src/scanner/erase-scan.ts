type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A character from the keyboard, and the text field that it fell into; null where it changed no text. */
type Typed = {
  readonly character: string;
  readonly atMs: number;
  field: TextField | null;
  /** A person sent it with Enter: it is whole. The Enter of a scan does not come to the page. */
  sent: boolean;
};

/** What was typed longer ago belongs to no scan of now. */
const keptMs = 10_000;
/** Characters that came this shortly before a scan were the scanner's, not a person's. */
const partialLimitMs = 2000;

/** Shorter scans are looked for at the end only: they may stand elsewhere by chance. */
const certainLength = 4;

/** Told to a field (it bubbles) after the characters of a scan were taken out of it. */
export const scanErased = 'scanerased';

export type TypedCharacters = {
  /**
   * Takes the characters of a scan out of the text fields that they fell into: the scanner typed them there. Ask when they
   * have come. What staff typed before and after stays.
   * @param raw the `raw` of the scan event
   * @returns what was typed right before it into a scan box: the front of a code that a busy system tore apart, so that the scan is
   * only its rest. It is taken out too, else it would stand before the next scan. Empty when nothing was, or when it was typed
   * long ago, by a person, or sent.
   */
  readonly eraseScan: (raw: string) => string;
  readonly stop: () => void;
};

const textTypes = new Set(['text', 'search', 'tel', 'url', 'password']);

const isTextField = (target: EventTarget | null): target is TextField =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && textTypes.has(target.type));

const isCharacter = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean =>
  // Ctrl and Alt together are AltGr, which types characters.
  [...key].length === 1 && !metaKey && (!ctrlKey || altKey);

/** Where a scan that ends at `end` begins in what was typed, or null. */
const startOfScan = (typed: readonly Typed[], end: number, raw: string): number | null => {
  let start = end;
  // Backwards, because blanks of the scan may lack: they were kept from the page (see wedge.ts).
  for (const character of [...raw].reverse()) {
    if (start > 0 && typed[start - 1]?.character === character) start -= 1;
    // A page that was loaded anew in the middle of a scan has seen only its rest.
    else if (character !== ' ') return start === 0 && end === typed.length ? 0 : null;
  }
  return start;
};

/** Where the scan stands in what was typed. The first characters of the next one may have come before it is asked for. */
const findScan = (typed: readonly Typed[], raw: string): readonly [start: number, end: number] => {
  const furthest = raw.length < certainLength ? typed.length : 1;
  // Scans are delivered in their order, so of the same code twice the earlier one is meant.
  for (let end = furthest; end <= typed.length; end += 1) {
    const start = startOfScan(typed, end, raw);
    if (start !== null && start < end && !typed[start]?.sent) return [start, end];
  }
  for (let end = typed.length; end >= furthest; end -= 1) {
    const start = startOfScan(typed, end, raw);
    if (start !== null) return [start, end];
  }
  return [typed.length, typed.length];
};

/** Where a piece of a scan, or as much of its end as was not written over since, stands in a field before what came behind it. */
const placeIn = (
  field: TextField,
  piece: string,
  behind: string,
): readonly [start: number, end: number] | null => {
  const before = field.value.slice(0, field.selectionEnd ?? field.value.length);
  const end = before.length - behind.length;
  for (let skipped = 0; skipped < piece.length; skipped += 1)
    if (before.endsWith(piece.slice(skipped) + behind)) return [end - (piece.length - skipped), end];
  const start = field.value.lastIndexOf(piece);
  return start < 0 ? null : [start, start + piece.length];
};

// React keeps its own record of a field's value in a property of the element: only the prototype's setter makes it notice.
const setValue = (field: TextField, value: string): void => {
  const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

/** Takes a piece of a scan out of a field. Returns what stands before it. */
const takeOut = (field: TextField, piece: string, behind: string): string => {
  const place = field.isConnected ? placeIn(field, piece, behind) : null;
  if (!place) return '';
  const [start, end] = place;
  const caret = field.selectionEnd ?? end;
  const before = field.value.slice(0, start);
  setValue(field, before + field.value.slice(end));
  const newCaret = caret < end ? Math.min(caret, start) : caret - (end - start);
  field.setSelectionRange(newCaret, newCaret);
  field.dispatchEvent(new Event(scanErased, { bubbles: true }));
  return before;
};

/** The pieces of a scan by field, in order: the focus may have moved on in the middle. */
const piecesOf = (scan: readonly Typed[]): ReadonlyMap<TextField, string> => {
  const pieces = new Map<TextField, string>();
  for (const { field, character } of scan)
    if (field) pieces.set(field, (pieces.get(field) ?? '') + character);
  return pieces;
};

/**
 * Follows where the characters of the keyboard fall, so that those of a scan are found again, in each field that got some of them.
 * @param root the document in which they fall.
 */
export const followTyping = (root: Document): TypedCharacters => {
  let typed: Typed[] = [];
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') for (const character of typed) character.sent = true;
    if (!isCharacter(event)) return;
    const atMs = performance.now();
    while (atMs - (typed[0]?.atMs ?? atMs) > keptMs) typed.shift();
    typed.push({ character: event.key, atMs, field: null, sent: false });
  };
  const onInput = (event: Event): void => {
    const { target } = event;
    if (!event.isTrusted || !isTextField(target)) return;
    const last = typed.at(-1);
    // A field with one character or none holds nothing of what was typed there earlier.
    if (target.value.length <= 1)
      for (const character of typed) if (character.field === target) character.field = null;
    if ((event as InputEvent).data === last?.character && last?.field === null) last.field = target;
  };
  root.addEventListener('keydown', onKey, true);
  root.addEventListener('input', onInput, true);

  const eraseScan = (raw: string): string => {
    const [start, end] = findScan(typed, raw);
    const pieces = piecesOf(typed.slice(start, end));
    const earlier = typed.slice(0, start);
    const later = typed.slice(end);
    const piecesBehind = piecesOf(later);
    typed = [...earlier, ...later];
    const recentMs = performance.now() - partialLimitMs;
    let front = '';
    for (const [field, piece] of pieces) {
      const before = takeOut(field, piece, piecesBehind.get(field) ?? '');
      const unsent = earlier.filter((character) => character.field === field && !character.sent);
      const isPartial =
        before !== '' && (unsent[0]?.atMs ?? 0) >= recentMs && field.matches('[data-scan-box]');
      if (!isPartial) continue;
      const partial = piecesOf(unsent).get(field) ?? '';
      takeOut(field, partial, piecesBehind.get(field) ?? '');
      front += partial;
      for (const character of unsent) character.field = null;
    }
    return front;
  };
  return {
    eraseScan,
    stop: () => {
      root.removeEventListener('keydown', onKey, true);
      root.removeEventListener('input', onInput, true);
    },
  };
};
