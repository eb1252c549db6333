import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { type PatronBlock, patronBlocks } from '../../../../shared/domain/patron-blocks.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { readTree, XmlFault, type XmlElement } from '../../xml/tree.ts';
import { emailIn, type PatronAnswer } from '../patron-answer.ts';
import type { NcipService } from './message.ts';

/** A problem that a system reports with a message. Texts that it left out are empty. */
export type NcipProblem = {
  /** Such as `Unknown User`: some systems have codes and words of their own. */
  readonly type: string;
  readonly detail: string;
  readonly element: string;
  readonly value: string;
};

/** The answer to a message: its problems (none: it was done), and the answer itself. */
export type NcipAnswer = { readonly problems: readonly NcipProblem[]; readonly body: XmlElement };

/**
 * Reads the answer to a message, of either version of NCIP, with any prefix. Null if the bytes are not one: not XML, beyond the bounds, or the
 * answer to another service.
 */
export const readNcipAnswer = (bytes: Uint8Array, service: NcipService): NcipAnswer | null => {
  try {
    return answerIn(readTree(bytes), service);
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
};

const answerIn = (root: XmlElement, service: NcipService): NcipAnswer | null => {
  if (root.name !== 'NCIPMessage') return null;
  // A message that the system could not read has problems, and no response.
  const body =
    childrenOf(root, `${service}Response`)[0] ?? (childrenOf(root, 'Problem').length > 0 ? root : undefined);
  return body === undefined ? null : { problems: childrenOf(body, 'Problem').map(problemOf), body };
};

const childrenOf = ({ children }: XmlElement, name: string): readonly XmlElement[] =>
  children.filter((child) => child.name === name);

/** Returns the first element below this one, however deep, that has one of these names. */
const findBelow = (element: XmlElement, names: readonly string[]): XmlElement | undefined => {
  for (const child of element.children) {
    const found = names.includes(child.name) ? child : findBelow(child, names);
    if (found) return found;
  }
  return undefined;
};

const longest = 300;
/** The text of an element; version 1 wraps it in `Value`. */
const textOf = (element: XmlElement | undefined): string => {
  if (element === undefined) return '';
  const [value] = childrenOf(element, 'Value');
  return plainLine((value ?? element).text, longest);
};

/** Version 1 wraps a problem in `ProcessingError` or `MessagingError`, and names its parts after them. */
const problemOf = (problem: XmlElement): NcipProblem => {
  const part = (name: string): string =>
    textOf(findBelow(problem, [`Problem${name}`, `ProcessingError${name}`, `MessagingError${name}`]));
  const type = part('Type');
  const detail = part('Detail');
  return {
    // Some write nothing but a sentence.
    type: type === '' && detail === '' ? plainLine(problem.text, longest) : type,
    detail,
    element: part('Element'),
    value: part('Value'),
  };
};

const nameIn = (body: XmlElement): string => {
  const names = findBelow(body, ['PersonalNameInformation', 'NameInformation']);
  const whole = names && textOf(findBelow(names, ['UnstructuredPersonalUserName']));
  if (whole) return whole;
  const part = (name: string): string => (names ? textOf(findBelow(names, [name])) : '');
  return [part('GivenName'), part('Surname')].filter((text) => text !== '').join(' ');
};

/** The last day of the privilege that lasts longest. */
const expiryIn = (privileges: readonly XmlElement[]): CalendarDate | null =>
  privileges
    .map((privilege) => textOf(findBelow(privilege, ['ValidToDate'])).slice(0, 10))
    .filter((day) => isCalendarDate(day))
    .sort()
    .at(-1) ?? null;

const noBorrowing = /^block all$|check.?out|borrow|debar|suspend/iu;
const lostCard = /lost card|card lost/iu;
const isNote = /^trap\b/iu;
const isKnown = (type: string): boolean => noBorrowing.test(type) || lostCard.test(type);

/**
 * Returns what the answer to LookupUser says about the patron. Systems have blocks of their own: those that are not known count too, and are shown
 * in the system's words. A trap, in the standard's list, is a note to staff.
 */
export const userIn = ({ body }: NcipAnswer, today: CalendarDate): PatronAnswer => {
  const expiresOn = expiryIn(allBelow(body, 'UserPrivilege'));
  const said = allBelow(body, 'BlockOrTrap').map((block) => textOf(findBelow(block, ['BlockOrTrapType'])));
  const types = said.filter((type) => type !== '' && !isKnown(type));
  const applies: Partial<Record<PatronBlock, boolean>> = {
    // A block without a type is one.
    'no-borrowing': said.some((type) => type === '' || noBorrowing.test(type)),
    'card-lost': said.some((type) => lostCard.test(type)),
    expired: expiresOn !== null && expiresOn < today,
  };
  const addresses = allBelow(body, 'ElectronicAddressData').map(textOf);
  return {
    known: true,
    name: nameIn(body),
    email: addresses.map((text) => emailIn(text.replace(/^mailto:/iu, ''))).find((text) => text !== '') ?? '',
    library: '',
    expiresOn,
    blocks: patronBlocks.filter((block) => applies[block] === true),
    otherBlocks: types.filter((type) => !isNote.test(type)),
    message: plainLine(types.filter((type) => isNote.test(type)).join('; '), longest),
  };
};

/** Returns all elements below this one, however deep, that have this name. */
const allBelow = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allBelow(child, name)]);
