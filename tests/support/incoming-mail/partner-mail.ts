import { keepMail } from '../../../electron/main/mail/incoming/keep-mail.ts';
import type { IncomingMail } from '../../../electron/main/mail/incoming/read-mail.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { addRequest, type TestDesk } from '../desk.ts';

/** A mail of the partner North, as it was read. */
export const mailOf = (
  values: Partial<Omit<IncomingMail, 'from'>> & { readonly from?: string },
): IncomingMail => ({
  messageId: '',
  subject: '',
  sentAt: null,
  text: '',
  attachments: [],
  answers: [],
  isAutomatic: false,
  ...values,
  from: { name: 'North', address: values.from ?? 'ill@north.example' },
});

/** Keeps a mail at a desk. @returns what it belongs to, and the answer that is proposed */
export const keepsMail = (
  { context: { db }, raw }: Pick<TestDesk, 'context' | 'raw'>,
  mail: IncomingMail,
): {
  readonly requestId: RequestId | null;
  readonly turnId: number | null;
  readonly proposed: string | null;
} => {
  keepMail(db, mail, { isCut: false, now: new Date('2026-11-25T09:00:00Z') });
  return raw
    .prepare(
      "SELECT request_id AS requestId, turn_id AS turnId, proposal ->> '$.kind' AS proposed FROM incoming_mail ORDER BY id DESC LIMIT 1",
    )
    .get() as ReturnType<typeof keepsMail>;
};

/** Adds a request that the partner North was asked for, and gives the partner its mail address. */
export const askedRequest = (
  desk: Pick<TestDesk, 'raw'>,
  externalId: string,
  status = 'REQUEST_SENT',
): { readonly requestId: RequestId; readonly turnId: number } => {
  desk.raw.exec("UPDATE partner SET email = 'ILL@north.example' WHERE id = 1");
  const requestId = addRequest(desk as TestDesk, { externalId, status });
  const turnId = desk.raw
    .prepare('SELECT id FROM turn WHERE request_id = ?')
    .pluck()
    .get(requestId) as number;
  desk.raw.prepare('UPDATE turn SET heard = 1 WHERE id = ?').run(turnId);
  return { requestId, turnId };
};

/** Adds a letter about a request that was sent. */
export const sentLetter = (
  { raw }: Pick<TestDesk, 'raw'>,
  to: 'partner' | 'patron',
  of: { readonly requestId: RequestId; readonly turnId: number },
  messageId: string,
): void => {
  raw
    .prepare(
      `INSERT INTO outbox (library_id, request_id, recipient, partner_id, turn_id, kind, payload, state, message_id, may_have_left_at, created_at, updated_at)
       VALUES (1, @requestId, @to, @partnerId, @turnId, 'request', '{}', 'sent', @messageId, @at, @at, @at)`,
    )
    .run({
      ...of,
      to,
      messageId,
      partnerId: to === 'partner' ? 1 : null,
      at: '2026-11-20T08:00:00.000Z',
    });
};
