import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { readMessage } from '../iso18626/read-message.ts';

/** Returns what a message says in one line, in the codes of ISO 18626; its kind if it says nothing else. */
export const whatItSays = (bytes: Uint8Array): string => plainLine(said(bytes), 100);

const said = (bytes: Uint8Array): string => {
  const read = readMessage(bytes);
  if (!read.ok) return '?';
  const { value } = read;
  switch (value.kind) {
    case 'request':
      return ['Request', value.body.serviceInfo?.requestType ?? ''].filter(Boolean).join(' · ');
    case 'requestingAgencyMessage':
      return value.body.action ?? value.kind;
    case 'supplyingAgencyMessage': {
      const { messageInfo, statusInfo } = value.body;
      const codes = [messageInfo.reasonForMessage, messageInfo.answerYesNo, statusInfo.status];
      return codes.filter(Boolean).join(' · ') || value.kind;
    }
    default:
      return value.kind;
  }
};
