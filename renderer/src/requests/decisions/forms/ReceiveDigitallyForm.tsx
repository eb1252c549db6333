import { NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PartnerId, TurnId } from '../../../../../shared/domain/ids.ts';
import { aheadOf, patronIsTold } from '../../../../../shared/domain/letters/told.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import type { LifeEvent } from '../../../../../shared/domain/life/life.ts';
import { plainSender, possibleSenders } from '../../../../../shared/domain/life/senders.ts';
import { newTurn } from '../../../../../shared/domain/life/turn.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { PartnerChoice } from '../../PartnerChoice.tsx';
import { partnerWords } from '../../turn-words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

/** Who sent the file: one of those that were asked; of a request that asked nobody, a partner, or null where nobody knows. */
type Sender = { readonly turnId: TurnId } | { readonly partnerId: PartnerId | null };

const notKnown = 'not-known';

const eventsOf = (sender: Sender): readonly LifeEvent[] => {
  if ('turnId' in sender) return [{ type: 'file.received', turnId: sender.turnId }];
  const turn = newTurn(0 as TurnId, sender.partnerId);
  return [
    { type: 'rota.changed', waiting: [turn] },
    { type: 'file.received', turnId: turn.id },
  ];
};

const aheadOfFile = (request: RequestFactsView, sender: Sender | null): string => {
  if (sender === null) return t('requests.whatFollowsFromItStandsHere');
  const events = eventsOf(sender);
  const endsNothing = lifeAfterAll(request.life, events)?.life.endedAs === request.life.endedAs;
  const follows = endsNothing ? t('common.theFileEndsNothing') : aheadOf(request, events);
  return `${follows} ${patronIsTold(request, 'received-digitally')}`.trim();
};

type SentByProps = {
  readonly sender: Sender | null;
  readonly choose: (sender: Sender | null) => void;
  readonly field: RefObject<HTMLElement | null>;
};

/** Who sent it, where it is not plain by itself. */
const SentBy = ({ sender, choose, field }: SentByProps) => {
  const { request } = useForm();
  const senders = possibleSenders(request.life);
  if (senders.length === 0) {
    const partnerId = sender !== null && 'partnerId' in sender ? (sender.partnerId ?? notKnown) : '';
    return (
      <PartnerChoice
        label={t('receiving.sentBy')}
        controlRef={field}
        value={String(partnerId)}
        further={[{ value: notKnown, label: t('returnItems.notKnown') }]}
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
      label={t('receiving.sentBy')}
      value={sender !== null && 'turnId' in sender ? String(sender.turnId) : ''}
      data={[
        ...(sender === null ? [{ value: '', label: t('receiving.chooseWhoSentIt') }] : []),
        ...senders.map((id) => ({ value: String(id), label: nameOf(id) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        choose(value === '' ? null : { turnId: Number(value) as TurnId })
      }
    />
  );
};

/** Receive digitally: who sent the file, and what the patron reads of it. */
export const ReceiveDigitallyForm = () => {
  const { request, submit, showInvalid, taking } = useForm();
  const plain = plainSender(request.life, 'shipped-digitally');
  const [sender, setSender] = useState<Sender | null>(plain === null ? null : { turnId: plain });
  const [note, setNote] = useState('');
  const senderField = useRef<HTMLElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  useFirstField(plain === null ? senderField : noteField);
  const send = (): void => {
    if (sender !== null) return submit({ action: 'receive-digitally', note, ...sender });
    showInvalid(t('requests.chooseWhoSentTheFile'));
    senderField.current?.focus();
  };
  return (
    <FormFrame action="receive-digitally" ahead={aheadOfFile(request, sender)} onSubmit={send}>
      <SentBy sender={sender} choose={taking(setSender)} field={senderField} />
      <NoteBox
        field={noteField}
        description={t('requestActions.thePatronReadsItTheLink')}
        text={note}
        onText={taking(setNote)}
      />
    </FormFrame>
  );
};
