import { codeRefusalMessage, readCode } from '../../../../../shared/domain/codes.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeAdministration } from '../operators/authorize-administration.ts';
import { runRecordCommand } from '../run-record-command.ts';
import type { ReasonRow } from '../../store/reasons.queries.ts';
import { deleteReason, insertReason, listReasons, updateReason } from '../../store/reasons.queries.ts';
import { countReasonUses } from './reasons.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

type Stored = { readonly id: number };

export type ReasonsService = Answers<'reasons'>;

const gone = (): Result<never> =>
  refuse('record-unknown', t('This reason is no longer in the list. Someone deleted it.'));

const usedBy = (requests: number): string =>
  t('{requests, plural, one {# request was} other {# requests were}} cancelled with it', { requests });

/** The reasons that the window for cancelling offers. All libraries share them. */
export const reasonsService = (context: DeskContext): ReasonsService => {
  const check = (): Result<null> =>
    authorizeAdministration(context.session, t('Changing cancellation reasons'), null);
  return {
    list: () =>
      ok(
        listReasons(context.db).map(({ id, code, label, active }) => ({
          id,
          code,
          label,
          active: active === 1,
        })),
      ),
    save: (input) =>
      runRecordCommand(context, 'save-reason', input, (db) => {
        const checked = check();
        return checked.ok ? save(db, input) : checked;
      }),
    order: (input) =>
      runRecordCommand(context, 'order-reasons', input, (db) => {
        const checked = check();
        if (!checked.ok) return checked;
        const known = new Set(listReasons(db).map(({ id }) => id));
        if (input.ids.length !== known.size || !input.ids.every((id) => known.delete(id)))
          return refuse(
            'record-unknown',
            t('The reasons were changed in the meantime. Check the list, then move the reason again.'),
          );
        input.ids.forEach((id, index) => updateReason(db, id, { position: index + 1 }));
        return ok(null);
      }),
    remove: (input) =>
      runRecordCommand(context, 'remove-reason', input, (db) => {
        const checked = check();
        if (!checked.ok) return checked;
        const stored = listReasons(db).find(({ id }) => id === input.id);
        if (!stored) return gone();
        const uses = countReasonUses(db, stored.code);
        if (uses > 0)
          return refuse(
            'record-in-use',
            t(
              'This reason cannot be deleted because {usedBy}. Uncheck “Offered when a request is cancelled” instead, so that it is no longer offered.',
              { usedBy: usedBy(uses) },
            ),
          );
        deleteReason(db, stored.id);
        return ok({ id: stored.id });
      }),
  };
};

const behind = (all: readonly ReasonRow[]): number => Math.max(0, ...all.map(({ position }) => position)) + 1;

const save = (db: WritableDB, input: Input<'reasons.save'>): Result<Stored> => {
  const all = listReasons(db);
  const stored = input.id === null ? null : all.find(({ id }) => id === input.id);
  if (stored === undefined) return gone();
  const code = readCode(input.code);
  if (!code.ok)
    return refuse(
      'record-unfit',
      code.why === 'empty'
        ? t('A reason needs a code for files and statistics.')
        : codeRefusalMessage(code.why),
      { field: 'code' },
    );
  const label = input.label.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  if (label === '')
    return refuse(
      'record-unfit',
      t('Enter the reason. Staff see this text when they choose a reason, and the patron reads it.'),
      {
        field: 'label',
      },
    );
  const others = all.filter(({ id }) => id !== input.id);
  const holder = others.find((other) => other.code.toLowerCase() === code.code.toLowerCase());
  if (holder)
    return refuse(
      'record-taken',
      t('The code “{codeCode}” is already used by “{holderLabel}”. Choose another one.', {
        codeCode: code.code,
        holderLabel: holder.label,
      }),
      {
        field: 'code',
      },
    );
  const uses = stored && stored.code !== code.code ? countReasonUses(db, stored.code) : 0;
  if (uses > 0)
    return refuse(
      'record-in-use',
      t('The code cannot be changed because {usedBy}. The text can be changed.', { usedBy: usedBy(uses) }),
      {
        field: 'code',
      },
    );
  if (!input.active && !others.some(({ active }) => active === 1))
    return refuse('record-in-use', t('This is the only reason offered. Offer another one first.'), {
      field: 'active',
    });
  const row = { code: code.code, label, active: Number(input.active) };
  if (!stored) return ok({ id: insertReason(db, { ...row, position: behind(all) }) });
  updateReason(db, stored.id, row);
  return ok({ id: stored.id });
};
