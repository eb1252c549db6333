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
