import type BetterSqlite3 from 'better-sqlite3';
import { t } from '../../../shared/words/words.ts';

// A restored backup (`main`) does not know what was said with partners, and to the other system, since it was made. The library that it replaces (`now`) does.

/** The same request in both libraries: its id may have been given to another one since. */
const inBoth = `
  SELECT old.id FROM main.request AS old JOIN now.request AS gone USING (id) WHERE old.external_id = gone.external_id`;

/** What we said since, of which the answer may be among the messages that are applied again. */
const askedSince = (from: string): string =>
  `SELECT value FROM json_each(gone.state, '$.told') WHERE value IN ('Cancel', 'Renew') AND key >= ${from}`;

/** Whether the letter that a message says is in the backup: it is not said again, or goes on with the same message. */
const ofSameLetter = `
  EXISTS (SELECT 1 FROM main.outbox AS old JOIN now.outbox AS later USING (id)
    WHERE old.id = gone.outbox_id AND old.created_at = later.created_at)`;

/** A message that was being sent when the library was replaced may have arrived. */
const mayHaveArrived = `
  iif(gone.direction = 'out' AND gone.state = 'sending', ifnull(gone.may_have_arrived_at, gone.updated_at), gone.may_have_arrived_at)`;

/** The same message to the other system in both libraries. */
const sameMessage = 'gone.id = old.id AND gone.op_id = old.op_id AND gone.service = old.service';

/**
 * Messages to the other system that have left since stay sent. Those that are no longer there were withdrawn when staff keyed or undid the step,
 * of which the backup knows nothing: staff are asked.
 */
const keepWhatWasSent = (db: BetterSqlite3.Database): void => {
  db.exec(`
    UPDATE main.other_system_message AS old SET state = iif(gone.state = 'sending', 'waiting', gone.state), facts = gone.facts, left_to_do = gone.left_to_do,
           words = gone.words, attempts = gone.attempts, next_at = gone.next_at, updated_at = gone.updated_at,
           may_have_arrived_at = iif(gone.state = 'sending', ifnull(gone.may_have_arrived_at, gone.updated_at), gone.may_have_arrived_at)
      FROM now.other_system_message AS gone WHERE ${sameMessage};`);
  db.prepare(
    `UPDATE main.other_system_message AS old SET state = 'in-doubt', facts = '{}', words = ?, next_at = NULL
      WHERE state IN ('waiting', 'sending') AND NOT EXISTS (SELECT 1 FROM now.other_system_message AS gone WHERE ${sameMessage})`,
  ).run(
    t(
      'Not sent: a backup was restored, and this step was keyed or undone after that backup. If the other system has it, mark it as done; if not, key it, then mark it as done.',
    ),
  );
};

/**
 * Keeps in a restored library what was said with partners since, and what was sent to the other system. What a partner was told stays told. What it said is applied again, as the
 * steps that it caused are gone with the library. The identifier of a request that the backup lacks stays taken, without its messages: a
 * partner would take a request with the same identifier for a repetition. Mail that came since is kept. With a hub, all of it is pulled again.
 * @throws SqliteError.
 */
export const keepWhatWasSaid = (db: BetterSqlite3.Database): void => {
  if (db.prepare('SELECT EXISTS (SELECT 1 FROM main.hub_state)').pluck().get() === 1) return;
  db.exec(`
    UPDATE main.conversation AS old SET updated_at = gone.updated_at, state = json_set(old.state,
        '$.told', json(gone.state ->> '$.told'),
        '$.unanswered', json((SELECT json_group_array(value) FROM (
          SELECT value FROM json_each(old.state, '$.unanswered')
          UNION ${askedSince("json_array_length(old.state, '$.told')")}))))
      FROM now.conversation AS gone
     WHERE gone.sent_as = old.sent_as
       AND json_array_length(gone.state, '$.told') > json_array_length(old.state, '$.told');
    INSERT INTO main.conversation (request_id, turn_id, partner_id, sent_as, state, created_at, updated_at)
    SELECT iif(isHere, request_id, NULL), iif(isHere, turn_id, NULL), partner_id, sent_as,
           json_set(state, '$.status', NULL, '$.asOf', NULL, '$.supplierRequestId', NULL, '$.wantedBackBy', NULL,
                    '$.unanswered', json((SELECT json_group_array(value) FROM (SELECT DISTINCT value FROM (${askedSince('0')}))))),
           created_at, updated_at
      FROM (SELECT *, ifnull(request_id IN (${inBoth}) AND EXISTS (
                     SELECT 1 FROM main.turn WHERE turn.id = turn_id AND turn.request_id = conversation.request_id), 0) AS isHere
              FROM now.conversation) AS gone
     WHERE sent_as NOT IN (SELECT sent_as FROM main.conversation);
    INSERT INTO main.partner_message (request_id, sent_as, direction, identity, raw, raw_as, state, at, written_at, updated_at,
                                      outbox_id, position, attempts, may_have_arrived_at, words, read_at)
    SELECT gone.request_id, sent_as, direction, identity, raw, raw_as,
           CASE WHEN direction = 'in' THEN iif(gone.state IN ('applied', 'task'), 'stored', gone.state)
                WHEN gone.state NOT IN ('waiting', 'sending') THEN gone.state
                WHEN ${ofSameLetter} THEN 'waiting'
                ELSE 'withdrawn' END,
           at, written_at, gone.updated_at, iif(${ofSameLetter}, outbox_id, NULL), position, attempts, ${mayHaveArrived}, words, gone.read_at
      FROM now.partner_message AS gone
     WHERE (gone.request_id IS NULL OR gone.request_id IN (SELECT request_id FROM main.conversation WHERE sent_as = gone.sent_as))
       AND NOT EXISTS (SELECT 1 FROM main.partner_message AS old WHERE old.direction = gone.direction AND old.identity = gone.identity)
     ORDER BY gone.id;
    UPDATE main.partner_message AS old SET state = iif(gone.state = 'sending', 'waiting', gone.state), updated_at = gone.updated_at,
           attempts = gone.attempts, may_have_arrived_at = ${mayHaveArrived}, words = gone.words
      FROM now.partner_message AS gone
     WHERE old.direction = 'out' AND gone.direction = 'out' AND old.identity = gone.identity AND old.updated_at < gone.updated_at;
    UPDATE main.partner_message AS old SET read_at = gone.read_at
      FROM now.partner_message AS gone
     WHERE old.direction = 'in' AND gone.direction = 'in' AND old.identity = gone.identity AND old.read_at IS NULL;
    INSERT INTO main.incoming_mail (identity, request_id, turn_id, ${mailColumns})
    SELECT identity, iif(isHere, request_id, NULL), iif(isHere, turn_id, NULL), ${mailColumns}
      FROM (SELECT *, ifnull(request_id IN (${inBoth}), 0) AS isHere FROM now.incoming_mail) AS gone
     WHERE identity NOT IN (SELECT identity FROM main.incoming_mail)
     ORDER BY gone.id;
    INSERT INTO main.mailbox_position (mailbox, uid_validity, last_uid, updated_at)
    SELECT mailbox, uid_validity, last_uid, updated_at FROM now.mailbox_position WHERE true
    ON CONFLICT (mailbox) DO UPDATE
       SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, updated_at = excluded.updated_at;`);
  keepWhatWasSent(db);
};

// A step that took an answer since is gone with the library.
const mailColumns = `answers, sender_name, sender_address, subject, body, is_cut, attachments, proposal, sent_at,
  received_at, read_at, set_aside_at, updated_at`;
