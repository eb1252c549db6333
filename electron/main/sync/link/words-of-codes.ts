import { itemStatuses } from '../../../../shared/domain/item-status.ts';
import {
  letterCodes,
  messageLabel,
  messageStates,
  type Recipient,
} from '../../../../shared/domain/letters/all-letters.ts';
import { requestStatuses } from '../../../../shared/domain/request-status.ts';
import { roles } from '../../../../shared/domain/roles.ts';
import { stepKinds, stepName } from '../../../../shared/domain/steps/all-steps.ts';

const words = (
  list: Readonly<Record<string, { readonly label: string }>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(list).map(([code, { label }]) => [code, label]));

const wordsOfLetters = (reader: Recipient): Readonly<Record<string, string>> =>
  Object.fromEntries(
    letterCodes
      .filter(({ recipient }) => recipient === reader)
      .map(({ kind }) => [kind, messageLabel(reader, kind)]),
  );

/** The labels of codes for statuses, steps, roles and messages, by list: for the library's own reports, in the language of this program. */
export const wordsOfCodes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'request-status': words(requestStatuses),
  'item-status': words(itemStatuses),
  step: words(Object.fromEntries(stepKinds.map((kind) => [kind, { label: stepName(kind) }]))),
  role: words(roles),
  'message-state': words(messageStates),
  'partner-message': wordsOfLetters('partner'),
  'patron-message': wordsOfLetters('patron'),
};
