import type { PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { describeNextPartner } from '../../../../shared/domain/letters/next-partner.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { findPartner } from '../store/places.queries.ts';
import { deleteTurn, insertTurn, type StoredTurn, turnOf, updateTurn } from '../store/turns.queries.ts';
import { checkEvents, decision, nameOfTurn } from './frame/decision.ts';
import type { Step } from './frame/step.ts';

type Place = StepInput<'edit-rota'>['waiting'][number];

/**
 * Reorders, adds and removes partners that have not been asked yet. Refused: `partner-unknown`, `partner-in-rota` (it is already waiting),
 * `request-changed` if one of them was asked in the meantime, `status-forbids`.
 */
export const editRota = decision('edit-rota', (step, { waiting }) => {
  const { db, request } = step;
  const checked = checkPlaces(step, waiting);
  if (!checked.ok) return checked;
  const before = request.turns.filter(({ state }) => state === 'waiting');
  const asked = request.turns.length - before.length;
  // Positions are unique: temporary high ones keep turns from colliding while they are reordered.
  before.forEach(({ id }, index) => updateTurn(db, id, { position: 1_000 + index }));
  const turns = checked.value.map((place, index) => {
    const position = asked + index + 1;
    if ('turn' in place) {
      updateTurn(db, place.turn.id, { position });
      return turnOf(place.turn);
    }
    const { partnerId } = place;
    return newTurn(insertTurn(db, { requestId: request.id, position, partnerId }), partnerId);
  });
  const kept = new Set<TurnId>(turns.map(({ id }) => id));
  for (const { id } of before) if (!kept.has(id)) deleteTurn(db, id);
  const after = checkEvents(step, [{ type: 'rota.changed', waiting: turns }]);
  if (!after.ok) return after;
  return ok({
    after: after.value,
    headline: headlineOf(step, before, checked.value),
    remarks: remarksOf(after.value.life, checked.value),
  });
});

type Checked = { readonly turn: StoredTurn } | { readonly partnerId: PartnerId; readonly name: string };

/** Checks that each place is a known partner or a turn that still waits, and that no partner appears twice. */
const checkPlaces = ({ db, request }: Step, places: readonly Place[]): Result<readonly Checked[]> => {
  const checked: Checked[] = [];
  const partners = new Set<PartnerId>();
  for (const place of places) {
    const turn = 'turnId' in place ? request.turns.find(({ id }) => id === place.turnId) : undefined;
    if ('turnId' in place && turn?.state !== 'waiting')
      return refuse(
        'request-changed',
        t('The rota of {externalId} has changed in the meantime. Check it, then save again.', {
          externalId: request.externalId,
        }),
        {
          requestId: request.id,
        },
      );
    const partnerId = 'turnId' in place ? (turn?.partnerId ?? null) : place.partnerId;
    const partner = partnerId === null ? undefined : findPartner(db, partnerId);
    if (partnerId === null || !partner)
      return refuse('partner-unknown', t('One of these partners no longer exists. Choose again.'));
    if (partners.has(partnerId))
      return refuse(
        'partner-in-rota',
        t('{partnerName} is already in the rota and has not been asked yet. Choose another partner.', {
          partnerName: partner.name,
        }),
      );
    partners.add(partnerId);
    checked.push(turn ? { turn } : { partnerId, name: partner.name });
  }
  return ok(checked);
};

/** Which partners were added and removed, or that the order changed. */
const headlineOf = ({ request }: Step, before: readonly StoredTurn[], places: readonly Checked[]): string => {
  const added = places.flatMap((place) => ('turn' in place ? [] : [place.name]));
  const left = new Set(places.flatMap((place) => ('turn' in place ? [place.turn.id] : [])));
  const removed = before.filter(({ id }) => !left.has(id)).map(({ id }) => nameOfTurn(request, id));
  const parts = [
    ...(added.length > 0 ? [t('Added to the rota: {value}', { value: added.join(', ') })] : []),
    ...(removed.length > 0 ? [t('Removed from the rota: {value}', { value: removed.join(', ') })] : []),
  ];
  return parts.length === 0 ? t('Rota reordered') : parts.join('; ');
};

const remarksOf = (life: Life, places: readonly Checked[]): readonly string[] => {
  const skipped = places.flatMap((place) =>
    'turn' in place && place.turn.partnerInUse !== 1 ? [place.turn.partnerName] : [],
  );
  return [
    describeNextPartner(
      life,
      places.map((place) =>
        'turn' in place
          ? { name: place.turn.partnerName, inUse: place.turn.partnerInUse === 1 }
          : { name: place.name, inUse: true },
      ),
    ),
    ...(skipped.length > 0 ? [t('Not in use, skipped: {names}.', { names: skipped.join(t(' and ')) })] : []),
  ];
};
