import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { bodies, type Message, type MessageKind } from './message.ts';
import { readTree, XmlFault, type XmlElement } from '../../xml/tree.ts';

/**
 * Reads one message of ISO 18626, of either version: any prefix or none, children in any order, missing and unknown elements, codes that
 * no list contains, with or without the envelope. Refused: `message-unreadable` if it is not such a message, or exceeds the bounds.
 */
export const readMessage = (bytes: Uint8Array): Result<Message> => {
  try {
    const found = findMessage(readTree(bytes));
    return found === null ? refuse('message-unreadable', t('This is not an ISO 18626 message.')) : ok(found);
  } catch (error) {
    if (error instanceof XmlFault) return refuse('message-unreadable', error.message);
    throw error;
  }
};

const isKind = (name: string): name is MessageKind => Object.hasOwn(bodies, name);

/** The message inside the envelope; some peers send it without one. */
const findMessage = (root: XmlElement): Message | null => {
  const candidates = root.name === 'ISO18626Message' ? root.children : [root];
  for (const element of candidates)
    if (isKind(element.name))
      return { kind: element.name, body: bodies[element.name].read([element]) } as Message;
  return null;
};
