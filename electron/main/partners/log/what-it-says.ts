import { readMessage } from '../iso18626/read-message.ts';

/** Returns what a message says, in the codes of ISO 18626; its kind if it says nothing else. */
export const whatItSays = (bytes: Uint8Array): string => {
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
      const said = [messageInfo.reasonForMessage, messageInfo.answerYesNo, statusInfo.status];
      return said.filter(Boolean).join(' · ') || value.kind;
    }
    default:
      return value.kind;
  }
};
