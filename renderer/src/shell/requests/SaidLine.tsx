import { Button, CloseButton, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { useFocusStays } from '../../components/focus-stays.ts';
import { OutsideWords } from '../../components/Outside.tsx';
import { TakenBack } from '../../components/TakenBack.tsx';
import { SlipWords } from '../steps/SlipWords.tsx';
import { WhereTo, whereToWords } from '../../components/WhereTo.tsx';
import { requestsActor, useRequests } from './requests-actor.ts';
import type { Said } from '../../machines/requests.types.ts';
import { BulkResult } from './BulkResult.tsx';
import classes from './SaidLine.module.css';

const UndoButton = ({ opId }: { readonly opId: OpId }) => {
  const busy = useRequests((snapshot) => snapshot.hasTag('undoing'));
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={busy}
      title="Take this step back"
      onClick={() => requestsActor().send({ type: 'undo.asked', undoes: opId })}
    >
      Undo
    </Button>
  );
};

const Done = ({ said }: { readonly said: Extract<Said, { kind: 'done' }> }) => {
  const { headline, title, externalId, whereTo, patronName, slip, remarks } = said.outcome;
  const line = whereTo
    ? whereToWords(whereTo, patronName)
    : ({ sign: 'done', word: headline, name: '' } as const);
  return (
    <WhereTo small {...line}>
      <p className={classes['detail']}>
        {whereTo && <>{headline}: </>}
        <bdi>{externalId}</bdi> · <OutsideWords text={title} />
        {slip && (
          <>
            {' · '}
            <SlipWords slip={slip} />
          </>
        )}
      </p>
      {remarks.map((remark) => (
        <p key={remark} className={classes['detail']}>
          {remark}
        </p>
      ))}
    </WhereTo>
  );
};

const words = (said: Said) => {
  switch (said.kind) {
    case 'done':
      return <Done said={said} />;
    case 'undone':
      return <TakenBack small answer={said.answer} />;
    case 'told':
      return <WhereTo small sign="done" word={said.message} name="" />;
    case 'bulk':
      return <BulkResult title={said.title} lines={said.lines} />;
    case 'refused':
      return null;
  }
};

/** What the last step on this page did, with the way back. Both places are always there, so that readers hear each change. */
export const SaidLine = () => {
  const said = useRequests(({ context }) => context.said);
  const area = useRef<HTMLElement>(null);
  useFocusStays(area);
  return (
    <section
      ref={area}
      tabIndex={-1}
      aria-label="Last step"
      className={classes['said']}
      data-empty={said === null || undefined}
    >
      <div className={classes['words']}>
        <div role="status">{said && words(said)}</div>
        <div role="alert">
          {said?.kind === 'refused' && (
            <WhereTo small sign="stop" word="STOP" name="">
              <Text component="p" className={classes['detail'] ?? ''}>
                {said.message}
              </Text>
            </WhereTo>
          )}
        </div>
      </div>
      {said && (
        <Group gap="xs" wrap="nowrap">
          {said.kind === 'done' && <UndoButton opId={said.outcome.opId} />}
          <CloseButton
            aria-label="Close the message"
            onClick={() => requestsActor().send({ type: 'said.dismissed' })}
          />
        </Group>
      )}
    </section>
  );
};
