import type { Violation } from '../boundaries/boundaries.ts';

/** A word that the field or the craft has a better one for. */
type Word = { readonly old: RegExp; readonly instead: string };

/** Names that grew here and that nobody outside would know. Each stands with the word to use. */
const words: readonly Word[] = [
  // What was stored before is named as it is stored: the kind of a step, and a line of a slip.
  { old: /(?<!['.]|AS )\b[Ll]enders?\b(?!-answer'|:)|[Ll]ender(?=[A-Z])/, instead: 'partner' },
  { old: /\b[Jj]udg(e|es|ed|ing|ement|ment)\b|\bjudge[A-Z]/, instead: 'authorize, check, parse or classify' },
  { old: /\b[Ww]ish(es|ed)?\b|[a-z]Wish\b/, instead: 'input, request or requestedBy' },
  { old: /\bheirs?\b/, instead: 'successor' },
  { old: /\b[Oo]vertaken\b|[a-z]Overtaken/, instead: 'superseded or stale' },
  { old: /\btornFront\b|'torn'|\bisTorn\b/, instead: 'partial scan' },
  { old: /\b(stop-words|stopWords)\b/, instead: 'call refusals' },
  { old: /\b[Tt]rouble(Service|Form|Calls)\b|'trouble'/, instead: 'loss and damage' },
  {
    old: /\b(SaidLine|LaneSays|saidAbove|forgetSaid)\b|type: 'told'|'said\.dismissed'/,
    instead: 'notification',
  },
  { old: /\b(takingUp|takeUp|[rR]ememberedOf|Remembered|recallKept)\b/, instead: 'restored snapshot' },
  { old: /\bisNotHeld\b|context\.held\b/, instead: 'paused' },
];

/** Lists of what other systems call things. */
export const othersWords = /^shared\/domain\/intake\/(?:fields|statuses|systems)\.ts$/;

/**
 * Names the words of a source that this project has others for.
 *
 * @param path its path in the project, with "/"
 * @returns a line each, in the order of the lines; empty when there is none
 */
export function wordsIn(path: string, code: string): readonly Violation[] {
  if (othersWords.test(path)) return [];
  return code.split('\n').flatMap((text, index) =>
    words.flatMap(({ old, instead }) => {
      const [found] = old.exec(text) ?? [];
      return found === undefined ? [] : [{ path, line: index + 1, says: `says “${found}”: ${instead}` }];
    }),
  );
}
