import type { TurnId } from '../../../../../shared/domain/ids.ts';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import { volumesMeant } from '../../../../../shared/domain/partner-answers.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import { isSetOf } from '../../../../../shared/domain/volume-names.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { recomputeShelfDays } from '../../records/calendar/shelf-day.ts';
import { insertCondition, unanswered } from '../../store/conditions.queries.ts';
import { type Decision, nameOfTurn, withConsequences } from '../frame/decision.ts';
import type { RequestOfStep, Step } from '../frame/step.ts';
import { endConditions, storePartnerNote } from '../frame/notes.ts';
import {
  closedDayRemarks,
  dropAskedRenewals,
  lentItems,
  patronDueOn,
  renewLoans,
  sawLoans,
} from '../renewals.ts';
import { storeUseCondition } from './use-condition.ts';

/** An answer, and the turn in which the partner gave it. */
export type AnswerOf<A extends PartnerAnswer> = { readonly answer: A; readonly turnId: TurnId };

/**
 * Applies the consequences of an answer beyond the life of the request.
 * @param plain the new life and the line of history.
 */
export const takeAnswer = (
  context: DeskContext,
  step: Step,
  { answer, turnId }: AnswerOf<PartnerAnswer>,
  plain: Decision,
): Result<Decision> => {
  switch (answer.kind) {
    case 'will-supply':
    case 'demand-withdrawn':
    case 'settled':
      return ok(plain);
    case 'shipped-digitally':
      return ok({ ...plain, remarks: [t('Receive it digitally when the file arrives.')] });
    case 'cancel-refused':
      return ok({
        ...plain,
        remarks: [t('The request continues. Receive the item when it arrives, or return it right away.')],
      });
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'cancel-accepted':
      return ok({ ...plain, ...withConsequences(step.request, plain.after, plain.headline) });
    case 'checked-in':
      return ok(checkedIn(step, { answer, turnId }, plain));
    case 'not-arrived':
      return ok(notArrived(step, { answer, turnId }, plain));
    case 'conditional':
      return conditional(step, { answer, turnId }, plain);
    case 'shipped':
      return shipped(step, { answer, turnId }, plain);
    case 'renewed':
      return renewed(context, step, { answer, turnId }, plain);
    case 'renewal-refused':
      return ok(renewalRefused(step, { answer, turnId }, plain));
    case 'overdue':
    case 'recalled':
      return ok(wantsBack(step, { answer, turnId }, plain));
  }
};

/** The items that an answer is about. */
const itemsMeant = (
  { life, items }: RequestOfStep,
  { answer, turnId }: AnswerOf<PartnerAnswer>,
): RequestOfStep['items'] => {
  const meant = new Set(volumesMeant(life, answer, turnId).map(({ id }) => id));
  return items.filter(({ id }) => meant.has(id));
};

type Answer<K extends PartnerAnswer['kind']> = AnswerOf<Extract<PartnerAnswer, { readonly kind: K }>>;

/**
 * The partner wants its items back: a patron who has one is notified. Items still here go back without the patron. If the parcel is still
 * on its way, the demand applies once it arrives.
 */
const wantsBack = ({ request }: Step, said: Answer<'overdue' | 'recalled'>, plain: Decision): Decision => {
  const { answer, turnId } = said;
  const items = itemsMeant(request, said);
  const isOnItsWay = plain.after.life.turns.some(({ id, demand }) => id === turnId && demand !== 'none');
  const backBy = answer.kind === 'recalled' ? answer.backBy : null;
  const lent = lentItems(request).filter((item) => item.turnId === turnId);
  const by = backBy === null ? '' : t(' by {backBy}', { backBy: formatDate(backBy) });
  return {
    ...plain,
    headline: `${plain.headline}${by}`,
    ...(backBy !== null && {
      items: new Map(items.map(({ id }) => [id, { backBy }])),
      ...(isOnItsWay && { turns: new Map([[turnId, { backBy }]]) }),
    }),
    ...(lent.length > 0
      ? {
          messages: [
            {
              recipient: 'patron',
              kind: answer.kind,
              payload: {
                note: answer.note,
                itemIds: lent.map(({ id }) => id),
                ...(backBy !== null && { backBy }),
              },
            },
          ],
        }
      : {
          remarks: [
            items.length === 0
              ? t('It has not arrived yet. Return it to the partner when it does.')
              : t('The patron does not have it. Return it to the partner.'),
          ],
        }),
  };
};

/** The partner has its volumes back. If other partners that lent volumes of the set have not confirmed theirs, staff are reminded. */
const checkedIn = ({ request }: Step, { turnId }: Answer<'checked-in'>, plain: Decision): Decision => {
  const others = request.turns.filter(
    ({ id }) => id !== turnId && volumesMeant(plain.after.life, { kind: 'checked-in' }, id).length > 0,
  );
  const names = others.map(({ id }) => nameOfTurn(request, id)).join(t(' and '));
  return {
    ...plain,
    ...(others.length > 0 && {
      remarks: [
        t(
          'Items from {names} were returned too, but no one has confirmed that they arrived. If you haven’t asked yet, ask now.',
          { names },
        ),
      ],
    }),
  };
};

/** Returned volumes did not reach the partner, so staff search for them. The report came from the partner, so it gets no letter. */
const notArrived = ({ request }: Step, said: Answer<'not-arrived'>, plain: Decision): Decision => {
  const sent = itemsMeant(request, said);
  const [only] = sent.length === 1 ? sent : [];
  const set = isSetOf(request.volumesExpected, request.items);
  return {
    ...plain,
    headline:
      only && set
        ? t('{headline}: volume {volume}, {barcode}', {
            headline: plain.headline,
            volume: only.volume,
            barcode: only.barcode,
          })
        : plain.headline,
    barcode: only?.barcode ?? null,
    remarks: [
      t(
        'Ask the carrier, and look for it here. If it turns up here, choose Found. If the partner has it after all, record that the partner has it back.',
      ),
    ],
  };
};

/** The partner renewed: the date that it gave becomes the due date of these volumes. The patron is notified; the partner already knows. */
const renewed = (
  context: DeskContext,
  step: Step,
  said: Answer<'renewed'>,
  plain: Decision,
): Result<Decision> => {
  const { request, today } = step;
  const items = itemsMeant(request, said);
  const meant = volumesMeant(request.life, said.answer, said.turnId);
  const asked = meant.flatMap(({ askedUntil }) => askedUntil ?? []);
  // Without a date it means the one that was asked for, if that is known for all.
  const dueOn = said.answer.dueOn ?? (asked.length === meant.length ? asked.sort()[0] : undefined);
  if (!dueOn) return refuse('date-refused', t('Enter the new due date that the partner gave.'));
  const loanDueOn = patronDueOn(context, step, dueOn);
  const isLonger = ({ loanDueOn: present }: RequestOfStep['items'][number]): boolean =>
    present !== null && present < loanDueOn;
  for (const item of items) {
    // Either date may be the one that moves: the partner may have lent for longer than we did, or its date may leave too few days for the
    // patron.
    const refusal =
      isLonger(item) && loanDueOn >= today ? null : renewalDateRefusal(dueOn, { today, dueOn: item.dueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
  }
  const longer = items.filter(isLonger);
  renewLoans(step, longer, loanDueOn);
  dropAskedRenewals(
    step,
    items.filter((item) => !isLonger(item)),
  );
  return ok({
    ...plain,
    items: recomputeShelfDays(context, step, plain.after.life),
    headline: t('{headline} until {dueOn}', { headline: plain.headline, dueOn: formatDate(dueOn) }),
    ...(longer.length > 0 && {
      messages: [
        {
          recipient: 'patron',
          kind: 'renewed',
          payload: { dueOn: loanDueOn, itemIds: longer.map(({ id }) => id) },
        },
      ],
    }),
    remarks: closedDayRemarks(context, step, loanDueOn),
    saw: { loans: sawLoans(items) },
  });
};

/** The partner refused: the old due date stays, and a patron who has the item is notified. */
const renewalRefused = (step: Step, said: Answer<'renewal-refused'>, plain: Decision): Decision => {
  const items = itemsMeant(step.request, said);
  dropAskedRenewals(step, items);
  // No patron was promised a renewal of an item that has not been lent yet.
  const lent = items.filter(({ loanId }) => loanId !== null).map(({ id }) => id);
  return {
    ...plain,
    ...(lent.length > 0 && {
      messages: [
        { recipient: 'patron', kind: 'renewal-refused', payload: { note: said.answer.note, itemIds: lent } },
      ],
    }),
    saw: { loans: sawLoans(items) },
  };
};

/** The text of the condition: the partner's own words, the chosen reason, or only the cost. */
const wordsOf = ({ reason, note, cost }: Answer<'conditional'>['answer']): string => {
  if (note.trim() !== '') return note.trim();
  return reason === '' ? costWords(cost) : conditionLabel(reason);
};

const costWords = (cost = ''): string => (cost.trim() === '' ? '' : t('Costs {cost}', { cost: cost.trim() }));

/** Stores a condition that awaits our answer; its text is an active note until then. */
const conditional = (
  step: Step,
  { answer, turnId }: Answer<'conditional'>,
  plain: Decision,
): Result<Decision> => {
  const words = wordsOf(answer);
  if (words === '')
    return refuse(
      'note-missing',
      t('Enter the condition: choose it, enter its cost, or type what the partner wrote.'),
    );
  if (answer.replyBy !== null && answer.replyBy < step.today)
    return refuse(
      'date-refused',
      t('The reply-by date, {replyBy}, is in the past.', { replyBy: formatDate(answer.replyBy) }),
    );
  const { db, at, request } = step;
  endConditions(step, turnId);
  insertCondition(db, request.id, {
    turnId,
    reason: answer.reason,
    note: answer.note,
    replyBy: answer.replyBy,
    setAt: at,
    ...unanswered,
  });
  storePartnerNote(step, words, true);
  const cost = (answer.cost ?? '').trim();
  const said = words.includes(cost) ? words : `${words.replace(/\.$/, '')}. ${costWords(cost)}`;
  return ok({ ...plain, headline: `${plain.headline}: ${said}` });
};

/** Records that the parcel was shipped, with its due date and conditions of use if the partner gave them. */
const shipped = (step: Step, { answer, turnId }: Answer<'shipped'>, plain: Decision): Result<Decision> => {
  if (answer.dueOn !== null && answer.dueOn < step.today)
    return refuse(
      'date-refused',
      t('The due date {dueOn} is in the past. Check the partner’s paperwork.', {
        dueOn: formatDate(answer.dueOn),
      }),
    );
  storeUseCondition(step, { answer, turnId });
  return ok(plain);
};
