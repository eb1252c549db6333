import { closedEndpoint } from '../../../shared/domain/endpoint.ts';
import type { Door } from '../doors.ts';
import { fileScenes } from './file-scenes.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { DeskView } from '../../../shared/ipc/views.ts';
import { answerOnWhatIsAsked, answerOnWhatIsOut } from './partner-answers.ts';
import type { Knowledge } from './known.ts';

/** The caller's situation: what a user at a desk would see. */
export type Standing = {
  readonly desk: DeskView;
  readonly operatorId: number;
  readonly settings: Settings;
};

export type Scene = (knowledge: Knowledge, standing: Standing) => object | undefined;

const itemsWhere = (where: string): string =>
  `SELECT item.id AS itemId, item.barcode AS code, request.id AS requestId, patron_id AS patronId
     FROM item JOIN request ON request.id = request_id WHERE ${where}`;

const ofStatus = (status: string): string => `SELECT id AS requestId FROM request WHERE status = '${status}'`;

const openConflict = `
  SELECT note_id AS noteId, file_conflict.request_id AS requestId
    FROM file_conflict JOIN request_note ON request_note.id = note_id AND active = 1 WHERE settled_at IS NULL`;

const without = (
  row: Readonly<Record<string, unknown>> | undefined,
  ...names: readonly string[]
): object | undefined =>
  row && Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

const broughtBack: Scene = ({ row }) =>
  without(row(itemsWhere(`item.status IN ('on-loan', 'on-hold-shelf')`)), 'code', 'requestId', 'patronId');

/**
 * Values that belong together; random ones would nearly always be refused: the item of this patron on this shelf, a note of this request.
 * They replace the generated values of those fields.
 */
export const scenes: Partial<Record<Door, Scene>> = {
  'receiving.look': ({ row, random }) => ({
    ...row(
      `SELECT external_id AS identifier FROM request WHERE status IN ('SHIPPED_PHYSICALLY', 'REQUEST_SENT')`,
    ),
    barcode: random.chance(0.5) ? null : `LOOK-${random.below(1_000_000)}`,
    listed: 0,
  }),
  receive: ({ row, random }) => ({
    ...row(ofStatus('SHIPPED_PHYSICALLY')),
    barcode: `FUZZ-${random.below(1_000_000)}`,
    details: undefined,
  }),
  'finish-receiving': ({ row }) => row('SELECT id AS requestId FROM request WHERE receiving_open = 1'),
  lend: ({ row }, { desk }) =>
    without(
      row(itemsWhere(`item.status = 'on-hold-shelf' AND item.desk_id = ${desk.id}`)),
      'itemId',
      'requestId',
    ),
  'steps.redo': ({ row }, { desk, operatorId }) =>
    row(`SELECT input ->> '$.undoes' AS redoes FROM command_log
          WHERE kind = 'undo' AND operator_id = ${operatorId} AND desk_id = ${desk.id} ORDER BY seq DESC LIMIT 1`),
  'renew-loan': ({ row }) =>
    without(row(itemsWhere(`item.status = 'on-loan'`)), 'code', 'requestId', 'patronId'),
  'patron-renewal': ({ row }) => {
    const loan = row(
      `SELECT item.request_id AS requestId, item_id AS itemId, barcode, loaned_on AS loanedOn
         FROM loan JOIN item ON item.id = item_id WHERE ended_on IS NULL`,
    );
    if (!loan) return undefined;
    const { requestId, ...lent } = loan;
    return {
      requestId,
      loans: [{ ...lent, dueOn: '2027-09-01' }],
      requestDueOn: null,
      partnerAgreed: true,
    };
  },
  'request-renewal': ({ row, random }) => {
    const { requestId, itemId } = row(itemsWhere(`item.status IN ('on-loan', 'on-hold-shelf')`)) ?? {};
    return {
      requestId,
      itemIds: random.chance(0.5) ? null : [itemId],
      asOf: null,
      dueOn: '2027-09-01',
    };
  },
  'returning.look': ({ row }) =>
    without(
      row(itemsWhere(`item.status IN ('on-loan', 'on-hold-shelf')`)),
      'itemId',
      'requestId',
      'patronId',
    ),
  return: broughtBack,
  'return-at-other-desk': broughtBack,
  'scan-in': ({ row }, { desk }) =>
    without(
      row(itemsWhere(`item.status = 'in-transit' AND item.destination_desk_id = ${desk.id}`)),
      'itemId',
      'requestId',
      'patronId',
    ),
  'report-lost': ({ row }) => ({
    ...without(row(itemsWhere(`item.status IN ('on-loan', 'on-hold-shelf')`)), 'code', 'patronId'),
    asOf: null,
  }),
  'report-damaged': ({ row }) => ({
    ...without(row(itemsWhere(`item.status IN ('on-loan', 'on-hold-shelf')`)), 'code', 'patronId'),
    asOf: null,
  }),
  'report-found': ({ row }) => ({
    ...row(`SELECT request_id AS requestId FROM item WHERE status = 'lost'`),
    itemId: null,
    parcel: undefined,
    asOf: null,
  }),
  'settle-loss': ({ row }) => ({
    ...row(`SELECT id AS requestId FROM request WHERE loss <> 'none'`),
    itemId: null,
    asOf: null,
  }),
  'write-to-partner': ({ row }) =>
    row(`SELECT request_id AS requestId, id AS turnId FROM turn WHERE state <> 'waiting'`),
  'claim-parcel': ({ row }) => ({ ...row(ofStatus('SHIPPED_PHYSICALLY')), asOf: null }),
  'ask-next-partner': ({ row }) => ({ ...row(ofStatus('SHIPPED_PHYSICALLY')), asOf: null }),
  'receive-digitally': ({ row }) => ({
    ...row(`SELECT request_id AS requestId, turn.id AS turnId FROM turn JOIN request ON request.id = request_id
              WHERE status = 'SHIPPED_DIGITALLY' AND state <> 'waiting'`),
    partnerId: undefined,
    asOf: null,
  }),
  'withdraw-cancellation': ({ row }) => ({
    ...row(`SELECT id AS requestId FROM request WHERE cancellation = 'asked'`),
    asOf: null,
  }),
  'withdraw-renewal': ({ row }) => ({
    ...row(`SELECT id AS requestId FROM request WHERE renewal IN ('asked', 'mediated')`),
    asOf: null,
  }),
  'refuse-renewal': ({ row }) => ({
    ...row(`SELECT id AS requestId FROM request WHERE renewal = 'mediated'`),
    asOf: null,
  }),
  'complete-by-hand': ({ row }) => ({
    ...row(ofStatus('REJECTED')),
    note: 'Bought instead',
    asOf: null,
  }),
  'dismiss-note': ({ row }) =>
    row('SELECT id AS noteId, request_id AS requestId FROM request_note WHERE active = 1'),
  'keep-ours': ({ row }) => row(openConflict),
  'take-from-file': ({ row }) => row(openConflict),
  'conditional-reply': ({ row }) => ({
    ...row(`SELECT id AS requestId FROM request WHERE status = 'CONDITIONAL'`),
    asOf: null,
    note: 'Agreed',
  }),
  cancel: ({ row, any }) => ({
    ...row(
      `SELECT id AS requestId FROM request WHERE status IN ('READY_TO_SEND', 'REQUEST_SENT', 'CONDITIONAL')
          OR id IN (SELECT request_id FROM item WHERE status = 'on-hold-shelf')`,
    ),
    asOf: null,
    reason: any('SELECT code FROM cancellation_reason WHERE active = 1'),
  }),
  keep: ({ row }) => ({
    ...row(
      `SELECT request_id AS requestId FROM item WHERE use = 'goes-back' AND status NOT IN ('returned-to-partner', 'lost')`,
    ),
    asOf: null,
  }),
  'partner-answer': ({ row, random }) => {
    const isOut = random.chance(0.4);
    return {
      ...row(
        isOut
          ? `SELECT DISTINCT request_id AS requestId FROM item WHERE status NOT IN ('returned-to-partner', 'lost')`
          : `SELECT id AS requestId FROM request WHERE status IN ('REQUEST_SENT', 'WILL_SUPPLY', 'SHIPPED_PHYSICALLY')`,
      ),
      asOf: null,
      turnId: undefined,
      answer: isOut ? answerOnWhatIsOut(random) : answerOnWhatIsAsked(random),
    };
  },
  correct: ({ row }) => {
    const volume = row(itemsWhere(`item.status IN ('on-loan', 'on-hold-shelf') AND barcode <> ''`));
    return {
      ...without(volume, 'code', 'patronId'),
      asOf: null,
      turnId: undefined,
      partnerId: undefined,
      barcode: undefined,
      dueOn: '2027-03-01',
    };
  },
  'end-set': ({ row }) => ({
    ...row(
      `SELECT id AS requestId FROM request WHERE ended_as IS NULL AND volumes_expected > 1
          AND (SELECT count(*) FROM item WHERE request_id = request.id AND use = 'for-patron') BETWEEN 1 AND volumes_expected - 1`,
    ),
    asOf: null,
    rest: 'not-wanted',
  }),
  'edit-request': ({ row, random }) => {
    const found = row(
      `SELECT id AS requestId, title, author, format, patron_id AS patronId, pickup_desk_id AS pickupDeskId, due_on AS dueOn,
              volumes_expected AS volumes, circulation_note AS circulationNote FROM request`,
    );
    if (!found) return undefined;
    const { requestId, ...fields } = found;
    const pickupDeskId = random.chance(0.3) ? random.oneOf(1, 4, 5, null) : fields['pickupDeskId'];
    return { requestId, fields: { ...fields, pickupDeskId, title: `Edited ${random.below(1_000)}` } };
  },
  'app.saveSettings': (_, { settings }) => ({
    settings: { appearance: { ...settings.appearance, sounds: !settings.appearance.sounds } },
  }),
  'app.saveInstallationSettings': ({ random }) => ({
    settings: { patronData: { afterDays: 100 + random.below(9) } },
  }),
  'app.saveLibrarySettings': ({ random }) => ({
    settings: { holdShelf: { days: 1 + random.below(9), parcelDays: 4 } },
  }),
  'operators.setPin': ({ random }, { operatorId }) =>
    random.chance(0.5) ? { id: operatorId, pin: null, current: null } : undefined,
  'reasons.order': ({ random, any }) => ({
    ids: (JSON.parse(String(any('SELECT json_group_array(id) FROM cancellation_reason'))) as number[]).sort(
      () => random.below(3) - 1,
    ),
  }),
  'places.followFile': ({ row }) =>
    row(`SELECT 'patron' AS kind, id FROM patron WHERE edited_at IS NOT NULL`),
  'calendar.saveHours': () => ({ hours: [{ weekday: 1, opens: '08:00', closes: '18:00' }] }),
  'slips.retry': ({ row }) => row(`SELECT id AS jobId FROM print_job WHERE state IN ('queued', 'failed')`),
  'letters.retry': ({ row }) =>
    row(`SELECT id FROM outbox WHERE state IN ('waiting', 'failed', 'needs-person')`),
  'incomingMail.assign': ({ row }) =>
    row(
      `SELECT m.id, r.external_id AS externalId FROM incoming_mail m JOIN (SELECT external_id FROM request LIMIT 40) r
        WHERE m.request_id IS NULL`,
    ),
  'incomingMail.take': ({ row }) =>
    row(`SELECT m.id, r.updated_at AS asOf FROM incoming_mail m JOIN request r ON r.id = request_id`),
  'letters.saveTemplate': ({ random }) => ({
    subject: 'About {{title}}',
    body: `Dear reader ${random.below(9)}`,
  }),
  'mail.saveAccount': () => ({
    account: {
      host: '127.0.0.1',
      port: 1025,
      security: 'none',
      user: '',
      fromName: 'Desk',
      fromAddress: 'desk@main.example',
    },
    password: null,
  }),
  'mail.test': () => ({ to: 'desk@main.example' }),
  // Nobody listens there.
  'lookUps.saveAccount': () => ({
    account: { host: '127.0.0.1', port: 9, security: 'none', user: '', location: '' },
    password: null,
  }),
  'endpoint.save': () => ({ settings: closedEndpoint, secret: null }),
  'create-request': ({ random }, { desk }) => ({
    externalId: random.chance(0.5) ? '' : `FUZZ-${random.below(1_000_000)}`,
    partnerIds: [],
    againOf: undefined,
    fields: {
      title: 'A request by hand',
      author: '',
      format: 'physical',
      patronId: null,
      pickupDeskId: desk.id,
      dueOn: null,
      volumes: null,
      circulationNote: '',
    },
  }),
  ...fileScenes,
};
