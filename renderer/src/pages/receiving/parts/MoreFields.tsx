import { Button, Textarea, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { ReceiptDetails } from '../../../../../shared/ipc/input-shapes.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { DateField, useDateText } from '../../../components/DateField.tsx';
import { useToday } from '../../../components/today.ts';
import { useCalendarHere } from '../../../api/people.ts';
import { readDate } from '../../../components/typed-date.ts';
import { missingOf, senderOf } from '../../../machines/receiving.parcel.ts';
import { focusScanBox } from '../../../scanner/focus-scan-box.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { keep, restoreKept } from '../../../requests/request-storage.ts';
import scanPage from '../../../components/ScanPage.module.css';
import classes from './MoreFields.module.css';
import { t } from '../../../../../shared/words/words.ts';

type Part = {
  readonly form: ReceiveForm;
  readonly details: ReceiptDetails;
  readonly put: (details: ReceiptDetails) => void;
};

const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';
const keptAs = 'receiving.more';

const DueBack = () => {
  const receiving = useReceiving();
  const today = useToday();
  const { details, noDate } = useReceivingSelector(({ context }) => context.more);
  const text = useDateText(today, () => undefined, {
    initial: noDate || (details.dueOn === undefined ? '' : formatDate(details.dueOn)),
  });
  const type = (typed: string): void => {
    text.type(typed);
    const dueOn = readDate(typed, today) ?? undefined;
    receiving.send({
      type: 'more.changed',
      details: { dueOn },
      noDate: dueOn === undefined ? typed.trim() : '',
    });
  };
  const dueOn = useReceivingSelector(({ context }) => senderOf(context)?.dueOn ?? null);
  return (
    <DateField
      label={t('Due back')}
      value={{ ...text, type }}
      today={today}
      calendar={useCalendarHere()}
      hint={
        dueOn === null ? t('No date given.') : t('Leave blank for {dueOn}.', { dueOn: formatDate(dueOn) })
      }
    />
  );
};

/** Whether a *Received* letter will be written, to the sender or, if that is not chosen yet, perhaps to one of the possible senders. */
const useGetsLetter = ({ senders, known }: ReceiveForm): boolean => {
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  const partnerId = useReceivingSelector(({ context }) => context.more.details.partnerId) ?? null;
  if (known === null && partnerId !== null) return true;
  return sender ? sender.getsLetter : senders.some(({ getsLetter }) => getsLetter);
};

/** The note in the *Received* letter; a note that was entered stays in sight. */
const NoteToPartner = ({ form, details, put }: Part) => {
  const getsLetter = useGetsLetter(form);
  const note = details.noteToPartner ?? '';
  if (!getsLetter && note === '') return null;
  return (
    <Textarea
      label={t('Note to partner')}
      rows={2}
      maxLength={2000}
      description={getsLetter ? t('Included in the “Received” letter') : t('Saved with the request.')}
      inputWrapperOrder={['label', 'input', 'description']}
      value={note}
      onChange={({ currentTarget }) => put({ noteToPartner: currentTarget.value })}
    />
  );
};

const Fields = ({ form, details, put }: Part) => (
  <div className={classes['fields']}>
    <DueBack />
    <TextInput
      label={t('Volume')}
      description={t('As printed on the spine')}
      inputWrapperOrder={['label', 'input', 'description']}
      maxLength={200}
      value={details.label ?? ''}
      onChange={({ currentTarget }) => put({ label: currentTarget.value })}
    />
    <TextInput
      label={t('Cost')}
      maxLength={320}
      value={details.cost ?? form.cost}
      onChange={({ currentTarget }) => put({ cost: currentTarget.value })}
    />
    <Textarea
      label={t('Circulation note')}
      rows={2}
      maxLength={10_000}
      value={details.circulationNote ?? form.circulationNote}
      onChange={({ currentTarget }) => put({ circulationNote: currentTarget.value })}
    />
    <NoteToPartner form={form} details={details} put={put} />
  </div>
);

/** Enter in a line, and Escape anywhere, return to the barcode. */
const backToBox = (event: KeyboardEvent<HTMLElement>): void => {
  const isLine = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.defaultPrevented || !(event.key === 'Escape' || (event.key === 'Enter' && isLine))) return;
  event.preventDefault();
  focusScanBox();
};

/** Not until the use of the parcel is chosen: the box for a barcode does not exist yet. */
const useCanMake = (): boolean =>
  useReceivingSelector(
    (snapshot) => snapshot.can({ type: 'barcode.wanted' }) && missingOf(snapshot.context) !== 'use',
  );

/** Whether the additional fields of a parcel are open; F7 toggles them. The state is stored. */
export const useMore = () => {
  const [open, setOpen] = useState(() => restoreKept(keptAs, isFlag, false));
  const fields = useRef<HTMLDivElement>(null);
  const id = useId();
  const fold = (next: boolean): void => {
    keep(keptAs, next);
    setOpen(next);
  };
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'F7' || event.defaultPrevented) return;
      event.preventDefault();
      fold(!open);
      if (open) focusScanBox();
      // The fields are rendered by then.
      else requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('select, input')?.focus());
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [open]);
  return { open, fold, fields, id };
};

type More = ReturnType<typeof useMore>;

/** Beside the box: buttons for additional fields, and for creating a barcode if the item has none. */
export const MoreButtons = ({ open, fold, id }: More) => {
  const receiving = useReceiving();
  const canMake = useCanMake();
  return (
    <div className={scanPage['side']}>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={open}
        aria-controls={id}
        title="F7"
        onClick={() => fold(!open)}
      >
        {t('More')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={!canMake}
        onClick={() => {
          receiving.send({ type: 'barcode.wanted' });
          focusScanBox();
        }}
      >
        {t('Make a barcode')}
      </Button>
    </div>
  );
};

/** Additional information about a parcel besides its barcode, collapsed until needed. */
export const MoreFields = ({
  form,
  more: { open, fields, id },
}: {
  readonly form: ReceiveForm;
  readonly more: More;
}) => {
  const receiving = useReceiving();
  const { details } = useReceivingSelector(({ context }) => context.more);
  return (
    <div id={id} ref={fields} hidden={!open} onKeyDown={backToBox}>
      {open && (
        <Fields
          form={form}
          details={details}
          put={(changed) => receiving.send({ type: 'more.changed', details: changed })}
        />
      )}
    </div>
  );
};
