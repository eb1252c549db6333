type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A typed character, and the text field that received it; null if it changed no text. */
type Typed = {
  readonly character: string;
  readonly atMs: number;
  field: TextField | null;
  /** Submitted by a person with Enter, so it is complete. The Enter of a scan is kept from the page. */
  sent: boolean;
};

/** Characters older than this do not belong to the current scan. */
const keptMs = 10_000;
/** Characters that arrived this shortly before a scan came from the scanner, not from a person. */
const partialLimitMs = 2000;

/** Shorter scans are only looked for at the end: elsewhere they may match by chance. */
const certainLength = 4;

/** The event (it bubbles) that a field receives after the characters of a scan were removed from it. */
export const scanErased = 'scanerased';

export type TypedCharacters = {
  /**
   * Removes the characters of a scan from the text fields into which the scanner typed them. Call it when they have arrived. Text typed by
   * people before and after stays.
   * @param raw the `raw` of the scan event
   * @returns the characters typed right before it in a scan box: the beginning of a code that a busy system split, so that the scan is
   * incomplete. They are removed too, since they would precede the next scan. Empty if there were none, or if they were typed long ago, by
   * a person, or were submitted.
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

/** Returns the start index of a scan that ends at `end` in the typed characters, or null. */
const startOfScan = (typed: readonly Typed[], end: number, raw: string): number | null => {
  let start = end;
  // Backwards, because the scan's blanks may be missing: they were kept from the page (see wedge.ts).
  for (const character of [...raw].reverse()) {
    if (start > 0 && typed[start - 1]?.character === character) start -= 1;
    // A page that was reloaded in the middle of a scan has only received its end.
    else if (character !== ' ') return start === 0 && end === typed.length ? 0 : null;
  }
  return start;
};

/** Finds a scan in the typed characters. The first characters of the next scan may already have arrived. */
const findScan = (typed: readonly Typed[], raw: string): readonly [start: number, end: number] => {
  const furthest = raw.length < certainLength ? typed.length : 1;
  // Scans are delivered in order, so of two equal codes the earlier one is meant.
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

/** Finds a piece of a scan in a field, before the text that followed it; or the rest of the piece if it was partly overwritten. */
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

// React tracks a field's value in a property of the element: only the prototype's setter triggers its change detection.
const setValue = (field: TextField, value: string): void => {
  const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

/** Removes a piece of a scan from a field. Returns the text before it. */
const removeFromField = (field: TextField, piece: string, behind: string): string => {
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

/** Returns the pieces of a scan by field, in order: the focus may have moved during the scan. */
const piecesOf = (scan: readonly Typed[]): ReadonlyMap<TextField, string> => {
  const pieces = new Map<TextField, string>();
  for (const { field, character } of scan)
    if (field) pieces.set(field, (pieces.get(field) ?? '') + character);
  return pieces;
};

/**
 * Tracks which fields receive typed characters, so that those of a scan can be removed from each field that received some.
 * @param root the document to watch.
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
    // A field with at most one character contains nothing typed earlier.
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
      const before = removeFromField(field, piece, piecesBehind.get(field) ?? '');
      const unsent = earlier.filter((character) => character.field === field && !character.sent);
      const isPartial =
        before !== '' && (unsent[0]?.atMs ?? 0) >= recentMs && field.matches('[data-scan-box]');
      if (!isPartial) continue;
      const partial = piecesOf(unsent).get(field) ?? '';
      removeFromField(field, partial, piecesBehind.get(field) ?? '');
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
