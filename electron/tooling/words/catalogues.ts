import {
  isArgumentElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  parse,
  isDateElement,
  isNumberElement,
  isTimeElement,
  type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser';
import { parseSync, Visitor, type ESTree } from 'vite';
import type { Violation } from '../boundaries/boundaries.ts';

/** Sentences by their key, as a file beside shared/words/words.ts has them. */
export type Catalogue = Readonly<Record<string, string>>;

/** The names that a message is filled with, each once, in order. @throws SyntaxError when it is not a message of ICU. */
export function argumentsOf(message: string): readonly string[] {
  return [...new Set(namesIn(parse(message, { ignoreTag: true })))].sort();
}

const namesIn = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (isPluralElement(element) || isSelectElement(element))
      return [element.value, ...Object.values(element.options).flatMap(({ value }) => namesIn(value))];
    if (isTagElement(element)) return namesIn(element.children);
    return isArgumentElement(element) ||
      isNumberElement(element) ||
      isDateElement(element) ||
      isTimeElement(element)
      ? [element.value]
      : [];
  });

/**
 * Compares a catalogue with the English one.
 * @returns a line for each message that cannot be read, that English does not have, or that is filled with something else
 */
export function catalogueFaults(
  path: string,
  catalogue: Catalogue,
  english: Catalogue,
): readonly Violation[] {
  return Object.entries(catalogue).flatMap(([key, message], index) => {
    const says = faultOf(key, message, english);
    return says === null ? [] : [{ path, line: index + 2, says: `${key} ${says}` }];
  });
}

function faultOf(key: string, message: string, english: Catalogue): string | null {
  const original = english[key];
  if (original === undefined) return 'is no message of the English catalogue';
  try {
    const names = argumentsOf(message).join(', ');
    const wanted = argumentsOf(original).join(', ');
    return names === wanted ? null : `is filled with “${names}” instead of “${wanted}”`;
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A call of `t`, as a source has it. */
export type Use = {
  readonly line: number;
  readonly key: string;
  /** The names that it fills in; null where they are made elsewhere. */
  readonly names: readonly string[] | null;
};

/** Where a source takes messages from the catalogue. @throws when it is not TypeScript */
export function usesIn(path: string, code: string): readonly Use[] {
  const uses: Use[] = [];
  new Visitor({
    CallExpression: ({ callee, arguments: [key, values], start }) => {
      if (callee.type !== 'Identifier' || callee.name !== 't' || key?.type !== 'Literal') return;
      uses.push({
        line: code.slice(0, start).split('\n').length,
        key: String(key.value),
        names: namesOf(values),
      });
    },
  }).visit(parseSync(path, code).program);
  return uses;
}

const namesOf = (values: ESTree.Argument | undefined): readonly string[] | null => {
  if (values === undefined) return [];
  if (values.type !== 'ObjectExpression') return null;
  const names = values.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null,
  );
  return names.every((name) => name !== null) ? names.sort() : null;
};

/** What a use does not fill in, or fills in for nothing. */
export function useFaults(path: string, code: string, english: Catalogue): readonly Violation[] {
  return usesIn(path, code).flatMap(({ line, key, names }) => {
    const message = english[key];
    if (message === undefined || names === null) return [];
    const wanted = argumentsOf(message).join(', ');
    const given = names.join(', ');
    return wanted === given
      ? []
      : [{ path, line, says: `fills ${key} with “${given}” instead of “${wanted}”` }];
  });
}
