import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { StepInput } from '../../../../../shared/domain/steps/all-steps.ts';
import { countOf, senderOf } from '../../../machines/receiving.parcel.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/ScanPage.module.css';
import { t } from '../../../../../shared/words/words.ts';

const missingWords = (received: number, expected: number | null): string => {
  if (expected === null)
    return t('{received} received so far; the total is unknown. If that was all, end the set.', { received });
  const missing = expected - received;
  return t(
    '{missing} of {expected} {missing, plural, one {has} other {have}} not arrived. Volumes that arrive later can be received under the same identifier.',
    { missing, expected },
  );
};

/** How many volumes are missing, and what becomes of the letters. */
const Missing = ({ received, expected }: { readonly received: number; readonly expected: number | null }) => (
  <div role="alert">
    <WhereTo sign="look" word={t('INCOMPLETE SET')} name="">
      <p className={classes['detail']}>{missingWords(received, expected)}</p>
      {expected !== null && (
        <p className={classes['detail']}>
          {t(
            '“Leave set open” sends no letters yet: they wait until Done. “More are coming” sends those about what is here now. Either way, more can be received later.',
          )}
        </p>
      )}
    </WhereTo>
  </div>
);

const Question = () => {
  const receiving = useReceiving();
  const received = useReceivingSelector(({ context }) => countOf(context.received));
  const expected = useReceivingSelector(({ context }) => context.expected);
  const partner = useReceivingSelector(
    ({ context }) => senderOf(context)?.name || context.form?.request.partnerName || t('the partner'),
  );
  const end = (rest: StepInput<'finish-receiving'>['rest'], label: string) => (
    <Button
      key={label}
      variant="default"
      onClick={() => receiving.send({ type: 'incomplete.confirmed', rest })}
    >
      {label}
    </Button>
  );
  const first = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // An accidental Enter leaves the set open and notifies no one.
    first.current?.focus();
    // Shows all options, not only the first.
    question.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div
      ref={question}
      role="group"
      aria-label={t('Incomplete set')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        receiving.send({ type: 'incomplete.goneBack' });
      }}
    >
      <Missing received={received} expected={expected} />
      <Group mt="xs">
        <Button ref={first} onClick={() => receiving.send({ type: 'incomplete.leftOpen' })}>
          {t('Leave set open')}
        </Button>
        {expected === null
          ? end(null, t('End set with {received}', { received }))
          : [
              end('coming', t('More are coming')),
              end('nothing-more', t('Nothing more from {partner}', { partner })),
              end('not-wanted', t('The rest is not wanted')),
            ]}
        <Button variant="default" onClick={() => receiving.send({ type: 'incomplete.goneBack' })}>
          {t('Go back (Esc)')}
        </Button>
      </Group>
    </div>
  );
};

/** Asks for confirmation before finishing an incomplete set. The next scan simply continues the set. */
export const IncompleteQuestion = () => {
  const asking = useReceivingSelector((snapshot) => snapshot.hasTag('asking'));
  return asking ? <Question /> : null;
};
