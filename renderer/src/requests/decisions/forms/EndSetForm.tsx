import { Radio, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { aheadOf, nameOfPartner } from '../../../../../shared/domain/letters/told.ts';
import { eventsOf } from '../../../../../shared/domain/life/deciding.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import { activeTurn, type LifeEvent } from '../../../../../shared/domain/life/life.ts';
import type { StepInput } from '../../../../../shared/domain/steps/all-steps.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';

type Rest = StepInput<'end-set'>['rest'];

/** What each way of ending the set comes to. */
const eventsOfRest = (request: RequestFactsView, rest: Rest): readonly LifeEvent[] => {
  if (rest === 'not-wanted') return eventsOf.restNotWanted(request);
  const turnId = activeTurn(request.life)?.id;
  return turnId === undefined ? [] : eventsOf.nothingMore(request, turnId);
};

const canEnd = (request: RequestFactsView, rest: Rest): boolean => {
  const events = eventsOfRest(request, rest);
  return events.length > 0 && lifeAfterAll(request.life, events) !== null;
};

const aheadOfRest = (request: RequestFactsView, rest: Rest | null): string => {
  if (rest === null) return t('requests.whatFollowsFromItStandsHere');
  const also = rest === 'nothing-more' ? t('requests.theRestIsStillWanted') : t('requests.theSetIsComplete');
  return `${also} ${aheadOf(request, eventsOfRest(request, rest))}`.trim();
};

/** End set: what has not come does not come from the partner that is awaited, or is not wanted. */
export const EndSetForm = () => {
  const { request, submit, showInvalid, edited } = useForm();
  const [rest, setRest] = useState<Rest | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useFirstField(field);
  const active = activeTurn(request.life);
  const name = active ? nameOfPartner(request, active.id) : t('common.thePartner');
  const ways = [
    { rest: 'nothing-more', label: t('receiving.nothingMoreFrom', { partner: name }) },
    { rest: 'not-wanted', label: t('receiving.theRestIsNotWanted') },
  ] as const;
  const open = ways.filter((way) => canEnd(request, way.rest));
  return (
    <FormFrame
      action="end-set"
      ahead={aheadOfRest(request, rest)}
      onSubmit={() => {
        if (rest === null) showInvalid(t('requests.chooseHowTheSetEnds'));
        else submit({ action: 'end-set', rest });
      }}
    >
      <Radio.Group
        label={t('requests.theVolumesThatHaveNotCome')}
        value={rest}
        onChange={(chosen) => {
          setRest(open.find((way) => way.rest === chosen)?.rest ?? null);
          edited();
        }}
      >
        <Stack gap="xs" mt={4}>
          {open.map((way, index) => (
            <Radio key={way.rest} value={way.rest} label={way.label} {...(index === 0 && { ref: field })} />
          ))}
        </Stack>
      </Radio.Group>
    </FormFrame>
  );
};
