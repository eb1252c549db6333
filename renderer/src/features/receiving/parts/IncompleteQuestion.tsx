import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useReceiving, useReceivingSelector } from '../../../shell/receiving/receiving-actor.ts';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/Lane.module.css';

const missingWords = (received: number, expected: number | null): string => {
  if (expected === null)
    return `${received} received so far, and nobody knows how many there are. If that was all, end the set.`;
  const missing = expected - received;
  return `${missing} of ${expected} ${missing === 1 ? 'has' : 'have'} not come. Volumes that come later can be received under the same identifier.`;
};

const Question = () => {
  const receiving = useReceiving();
  const received = useReceivingSelector(({ context }) => context.received.length);
  const expected = useReceivingSelector(({ context }) => context.expected);
  const first = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A hasty Enter leaves the set as it is: nobody is told anything.
    first.current?.focus();
    // All the ways out are to be seen, not only the first.
    question.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div
      ref={question}
      role="group"
      aria-label="The set is not complete"
      onKeyDown={({ key }) => {
        if (key === 'Escape') receiving.send({ type: 'incomplete.goneBack' });
      }}
    >
      <div role="alert">
        <WhereTo sign="look" word="NOT COMPLETE" name="">
          <p className={classes['detail']}>{missingWords(received, expected)}</p>
        </WhereTo>
      </div>
      <Group mt="xs">
        <Button ref={first} onClick={() => receiving.send({ type: 'incomplete.leftOpen' })}>
          Leave it open
        </Button>
        <Button variant="default" onClick={() => receiving.send({ type: 'incomplete.confirmed' })}>
          {expected === null ? `End with ${received}` : `End with ${received} of ${expected}`}
        </Button>
        <Button variant="default" onClick={() => receiving.send({ type: 'incomplete.goneBack' })}>
          Go back (Esc)
        </Button>
      </Group>
    </div>
  );
};

/** Asked once, when a set is to be ended before everything has come. The next scan simply goes on with the set. */
export const IncompleteQuestion = () => {
  const asking = useReceivingSelector((snapshot) => snapshot.hasTag('asking'));
  return asking ? <Question /> : null;
};
