import { ActionIcon, Button, Group, Text } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import IconX from '@tabler/icons-react/icons/IconX';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { PartnerId, TurnId } from '../../../../../shared/domain/ids.ts';
import type { StepInput } from '../../../../../shared/domain/steps/all-steps.ts';
import { describeNextPartner } from '../../../../../shared/domain/letters/next-partner.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { LongSelect } from '../../../components/LongSelect.tsx';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { partnerWords, turnWords } from '../../turn-words.ts';
import classes from '../DecisionWindow.module.css';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';

/** A partner that was not asked yet: with its turn, or without one if it was added here. */
type Place = {
  readonly turnId: TurnId | null;
  readonly partnerId: PartnerId | null;
  readonly name: string;
  readonly inUse: boolean;
};

type Waiting = StepInput<'edit-rota'>['waiting'][number];

const keyOf = ({ turnId, partnerId }: Place): string =>
  turnId === null ? `partner-${partnerId}` : `turn-${turnId}`;

const waitingOf = ({ partners }: RequestFactsView): readonly Place[] =>
  partners.filter(({ state }) => state === 'waiting');

const moved = (places: readonly Place[], from: number, by: 1 | -1): readonly Place[] => {
  const next = [...places];
  const [taken] = next.splice(from, 1);
  if (taken) next.splice(from + by, 0, taken);
  return next;
};

/** The partners that were not asked yet, in the order chosen here. */
const useWaiting = () => {
  const { request, edited } = useForm();
  const [mine, setMine] = useState<readonly Place[] | null>(null);
  const now = waitingOf(request);
  // Leaves out partners that another desk has asked in the meantime.
  const places =
    mine?.filter(({ turnId }) => turnId === null || now.some((one) => one.turnId === turnId)) ?? now;
  const set = (next: readonly Place[]): void => {
    setMine(next);
    edited();
  };
  return { places, set, isChanged: mine !== null };
};

type PlaceLineProps = {
  readonly place: Place;
  readonly index: number;
  readonly count: number;
  readonly move: (by: 1 | -1) => void;
  readonly remove: () => void;
};

/** One waiting partner: Alt and an arrow key move it, as its buttons do. */
const PlaceLine = ({ place, index, count, move, remove }: PlaceLineProps) => {
  const name = partnerWords(place.name);
  const canMove = (by: 1 | -1): boolean => index + by >= 0 && index + by < count;
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (!event.altKey || by === null) return;
    event.preventDefault();
    if (canMove(by)) move(by);
  };
  const button = (label: string, Icon: typeof IconX, act: () => void, isOff = false) => (
    <ActionIcon variant="default" aria-label={label} title={label} disabled={isOff} onClick={act}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
  return (
    <li
      tabIndex={0}
      data-place={keyOf(place)}
      aria-label={t('{name}, {place} of {count}', { name, place: index + 1, count })}
      onKeyDown={onKeyDown}
    >
      <span className={classes['place']}>
        <bdi>{name}</bdi>
        {!place.inUse && <Text span c="dimmed" size="sm">{`(${t('not in use, will be skipped')})`}</Text>}
        <Group gap={4} wrap="nowrap" ml="auto">
          {button(t('Ask {name} earlier', { name }), IconArrowUp, () => move(-1), !canMove(-1))}
          {button(t('Ask {name} later', { name }), IconArrowDown, () => move(1), !canMove(1))}
          {button(t('Remove {name}', { name }), IconX, remove)}
        </Group>
      </span>
    </li>
  );
};

type TurnsProps = {
  readonly request: RequestFactsView;
  readonly waiting: ReturnType<typeof useWaiting>;
  /** Focuses the field for adding partners. */
  readonly focusField: () => void;
};

/** The whole rota: partners already asked are fixed, the others can be reordered. */
const Turns = ({ request, waiting: { places, set }, focusField }: TurnsProps) => {
  const list = useRef<HTMLOListElement>(null);
  const asked = request.partners.filter(({ state }) => state !== 'waiting');
  /** Waits until its line has moved. */
  const focusSoon = (place: Place | undefined): void => {
    requestAnimationFrame(() => {
      if (!place) return focusField();
      list.current?.querySelector<HTMLElement>(`[data-place="${keyOf(place)}"]`)?.focus();
    });
  };
  return (
    <div>
      <Text fw={700}>{t('Rota')}</Text>
      <ol ref={list} className={classes['rota']} aria-label={t('Rota')}>
        {asked.map(({ turnId, name, state }) => (
          <li key={turnId}>
            <bdi>{partnerWords(name)}</bdi>{' '}
            <Text span c="dimmed" size="sm">
              ({turnWords[state]})
            </Text>
          </li>
        ))}
        {places.map((place, index) => (
          <PlaceLine
            key={keyOf(place)}
            place={place}
            index={index}
            count={places.length}
            move={(by) => {
              set(moved(places, index, by));
              focusSoon(place);
            }}
            remove={() => {
              set(places.filter((one) => one !== place));
              focusSoon(places[index + 1] ?? places[index - 1]);
            }}
          />
        ))}
      </ol>
      {places.length > 1 && (
        <Text c="dimmed" size="xs">
          {t('Alt+↑ and Alt+↓ change the order')}
        </Text>
      )}
    </div>
  );
};

/** Edits the rota: reorders, removes and adds partners that were not asked yet. */
export const RotaForm = () => {
  const { request, submit, showInvalid, edited } = useForm();
  const partners = useQuery({
    queryKey: ['people', 'partners-to-ask'],
    queryFn: () => ask('decisions.partners', {}),
  });
  const [chosen, setChosen] = useState('');
  const waiting = useWaiting();
  const { places, set, isChanged } = waiting;
  const field = useRef<HTMLElement>(null);
  useFirstField(field);
  const free = (partners.data ?? []).filter(({ id }) => !places.some(({ partnerId }) => partnerId === id));
  const partner = free.find(({ id }) => String(id) === chosen);
  // Save adds a chosen partner as well.
  const whole = partner
    ? [...places, { turnId: null, partnerId: partner.id, name: partner.name, inUse: true }]
    : places;
  const add = (): void => {
    if (!partner) return showInvalid(t('Choose a partner first.'));
    set(whole);
    setChosen('');
    field.current?.focus();
  };
  const send = (): void => {
    if (!isChanged && whole === places)
      return showInvalid(t('There are no changes to save. Change something, or close the form.'));
    submit({
      action: 'edit-rota',
      waiting: whole.flatMap(({ turnId, partnerId }): readonly Waiting[] => {
        if (turnId !== null) return [{ turnId }];
        return partnerId === null ? [] : [{ partnerId }];
      }),
    });
  };
  if (partners.isError) return <LoadFailed error={partners.error} retry={() => void partners.refetch()} />;
  return (
    <FormFrame action="edit-rota" preview={describeNextPartner(request.life, whole)} onSubmit={send}>
      <Group align="end">
        <LongSelect
          controlRef={field}
          label={t('Partner')}
          value={chosen}
          data={[
            { value: '', label: t('Choose a partner') },
            ...free.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          choose={(id) => {
            setChosen(id);
            edited();
          }}
        />
        <Button variant="default" onClick={add}>
          {t('Add to the rota')}
        </Button>
      </Group>
      <Turns request={request} waiting={waiting} focusField={() => field.current?.focus()} />
    </FormFrame>
  );
};
