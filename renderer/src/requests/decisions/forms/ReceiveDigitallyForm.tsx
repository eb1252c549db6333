import { NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PartnerId, TurnId } from '../../../../../shared/domain/ids.ts';
import { unambiguousSender, possibleSenders } from '../../../../../shared/domain/life/senders.ts';
import { t } from '../../../../../shared/words/words.ts';
import { PartnerChoice } from '../../PartnerChoice.tsx';
import { partnerWords } from '../../turn-words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { digitalReceiptPreview, type FileSender } from '../further.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

const notKnown = 'not-known';

type SentByProps = {
  readonly sender: FileSender | null;
  readonly choose: (sender: FileSender | null) => void;
  readonly field: RefObject<HTMLElement | null>;
};

/** Asks who sent the file, unless that is clear. */
const SentBy = ({ sender, choose, field }: SentByProps) => {
  const { request } = useForm();
  const senders = possibleSenders(request.life);
  if (senders.length === 0) {
    const partnerId = sender !== null && 'partnerId' in sender ? (sender.partnerId ?? notKnown) : '';
    return (
      <PartnerChoice
        label={t('Sent by')}
        controlRef={field}
        value={String(partnerId)}
        further={[{ value: notKnown, label: t('Not known') }]}
        choose={(id) => {
          if (id === '') choose(null);
          else choose({ partnerId: id === notKnown ? null : (Number(id) as PartnerId) });
        }}
      />
    );
  }
  if (senders.length === 1) return null;
  const nameOf = (id: TurnId): string =>
    partnerWords(request.partners.find(({ turnId }) => turnId === id)?.name ?? '');
  return (
    <NativeSelect
      ref={field as RefObject<HTMLSelectElement>}
      label={t('Sent by')}
      value={sender !== null && 'turnId' in sender ? String(sender.turnId) : ''}
      data={[
        ...(sender === null ? [{ value: '', label: t('Choose who sent it') }] : []),
        ...senders.map((id) => ({ value: String(id), label: nameOf(id) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        choose(value === '' ? null : { turnId: Number(value) as TurnId })
      }
    />
  );
};

/** Receives a file: who sent it, and the message to the patron. */
export const ReceiveDigitallyForm = () => {
  const { request, submit, showInvalid, taking } = useForm();
  const plain = unambiguousSender(request.life, 'shipped-digitally');
  const [sender, setSender] = useState<FileSender | null>(plain === null ? null : { turnId: plain });
  const [note, setNote] = useState('');
  const senderField = useRef<HTMLElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  useFirstField(plain === null ? senderField : noteField);
  const send = (): void => {
    if (sender !== null) return submit({ action: 'receive-digitally', note, ...sender });
    showInvalid(t('Choose who sent the file.'));
    senderField.current?.focus();
  };
  return (
    <FormFrame action="receive-digitally" preview={digitalReceiptPreview(request, sender)} onSubmit={send}>
      <SentBy sender={sender} choose={taking(setSender)} field={senderField} />
      <NoteBox
        field={noteField}
        description={t('For the patron. Include the link to the file, and how long it works.')}
        text={note}
        onText={taking(setNote)}
      />
    </FormFrame>
  );
};
