import { Button, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { useLane, useLaneSelector } from '../../shell/lane/lane-actor.ts';
import classes from './PatronServices.module.css';

/** Up and down go through the list. */
const move = (event: KeyboardEvent<HTMLUListElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const now = buttons.findIndex((button) => button === document.activeElement);
  buttons[now + step]?.focus();
  event.preventDefault();
};

/** The patrons whose names fit: one is picked with Enter or a click. */
export const PatronChoices = () => {
  const lane = useLane();
  const subject = useLaneSelector(({ context }) => context.subject);
  const turn = useLaneSelector(({ context }) => context.turn);
  const list = useRef<HTMLUListElement>(null);
  const choices = subject?.kind === 'choices' ? subject : null;
  useEffect(() => {
    if (choices) list.current?.querySelector('button')?.focus();
  }, [choices, turn]);
  if (!choices) return null;
  return (
    <section aria-label="Patrons found">
      <Text role="status" fw={700}>
        {choices.patrons.length}
        {choices.more && '+'} patrons fit. Choose one:
      </Text>
      <ul ref={list} className={classes['choices']} onKeyDown={move}>
        {choices.patrons.map((patron) => (
          <li key={patron.id}>
            <Button
              variant="default"
              fullWidth
              justify="flex-start"
              onClick={() => lane.send({ type: 'patron.chosen', patronId: patron.id })}
            >
              <span className={classes['choice']}>
                <Outside text={patron.name} lines={1} />
                <span className={classes['small']}>
                  <bdi>{patron.barcode}</bdi>
                  {patron.libraryName !== '' && <> · {patron.libraryName}</>}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {choices.more && (
        <Text size="sm" c="dimmed">
          More fit than are shown: type another word of the name, or scan the card.
        </Text>
      )}
    </section>
  );
};
