import { closedItemStatuses, itemStatuses } from '../../../shared/domain/item-status.ts';
import { t } from '../../../shared/words/words.ts';
import { sqlList } from './sql.ts';

/** Parts of SELECTs shared by the queries of several features. */

/** Joins the operator of a step in the log: there is none if a partner said it by message. */
export const joinOperator = 'LEFT JOIN operator ON operator.id = command_log.operator_id';
/** Who took the step, as staff read it. */
export const operatorName = `ifnull(operator.name, '${t('Partner, by message').replaceAll("'", "''")}') AS operatorName`;

const isOut = `item.status NOT IN (${sqlList(closedItemStatuses)})`;

/** A request with the names around it: patron, partner, pickup desk, and the library to which it belongs. */
export const fromRequest = `
  FROM request
  LEFT JOIN patron ON patron.id = patron_id
  LEFT JOIN partner ON partner.id = request.partner_id
  LEFT JOIN desk ON desk.id = pickup_desk_id
  LEFT JOIN library AS home ON home.id = ifnull(desk.library_id, made_at_library_id)`;

/** The library to which a request belongs, if nothing else is needed of its pickup desk. */
export const joinHome = `
  LEFT JOIN desk AS pickup ON pickup.id = request.pickup_desk_id
  LEFT JOIN library AS home ON home.id = ifnull(pickup.library_id, request.made_at_library_id)`;

/** The library to which a request belongs, from `fromRequest` or `joinHome`: that of its pickup desk; without one, where it was created. */
export const homeColumns = `home.id AS libraryId, ifnull(home.name, '') AS libraryName`;

const flag = (condition: string): string => `json(iif(${condition}, 'true', 'false'))`;

/**
 * The life of a request as JSON (`lifeView`). A subquery's result may be treated as text, so `json` marks it as JSON. Sent letters and
 * conditions are not included: the page fetches them when a window shows who is notified of a step.
 */
export const lifeColumn = `
  json_object('expected', request.volumes_expected, 'cancelWish', request.cancel_wish, 'endedAs', request.ended_as,
              'turns', json((SELECT json_group_array(json_object(
                            'id', turn.id, 'partnerId', turn.partner_id, 'state', turn.state, 'outsideWord', turn.outside_word,
                            'cancellation', turn.cancellation, 'parcel', turn.parcel, 'heard', ${flag('turn.heard = 1')},
                            'requestWaits', ${flag('0')}, 'conditionAccepted', ${flag('0')}, 'knowsEnd', ${flag('turn.knows_end = 1')}, 'askedFor', turn.asked_for,
                            'knowsRest', ${flag('turn.knows_rest = 1')}, 'demand', turn.demand, 'dueOn', turn.due_on) ORDER BY turn.position)
                            FROM turn WHERE turn.request_id = request.id)),
              'volumes', json((SELECT json_group_array(json_object(
                            'id', item.id, 'turnId', item.turn_id,
                            'place', iif(item.status IN (${sqlList(Object.keys(itemStatuses))}), item.status, 'outside'), 'use', item.use,
                            'patron', CASE WHEN item.status = 'on-loan' THEN 'has-it' WHEN item.brought_back = 1 THEN 'brought-back' ELSE 'not-yet' END,
                            'renewal', item.renewal, 'demand', item.demand, 'report', item.report, 'checkIn', item.check_in,
                            'dueOn', item.due_on, 'askedUntil', item.renewal_until, 'receiptTold', ${flag('item.receipt_told = 1')}))
                            FROM item WHERE item.request_id = request.id))) AS life`;

/** The turn that a request shows: the one of its partner (`partner_id`), which `shownTurn` in shared/domain/life chooses. */
export const shownTurn = `
  (SELECT id FROM turn WHERE turn.request_id = request.id AND turn.partner_id IS request.partner_id
    ORDER BY state = 'waiting', iif(state = 'waiting', 1, -1) * position LIMIT 1)`;

/** How many volumes were received for the patron of a request, without those here that were not scanned yet. */
export const volumesReceivedColumn = `
  (SELECT count(*) FROM item WHERE item.request_id = request.id AND item.use = 'for-patron'
                               AND (item.barcode <> '' OR NOT (${isOut}))) AS volumesReceived`;

/** Whether the needed-by date of a request is valid, and staff have not chosen to continue past it. */
const isNeededBy = `request.needed_by GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND request.needed_by_kept <> request.needed_by`;

/** A moment of a request, or of one of its parts; null if only an import is there instead (`knownMoment`). */
export const known = (column: string): string =>
  `iif(instr(request.assumed_moments, ${column}), NULL, ${column})`;

/** Since when the partner that refused a request last would lend on a changed one; null if it would not, or is no longer in use. */
export const ifChangedAt = `
  CASE WHEN request.status IN ('REJECTED', 'LOCATE_FAILED') THEN
    (SELECT iif(conversation.state ->> '$.status' = 'RetryPossible' AND asked.active = 1, conversation.state ->> '$.asOf', NULL)
       FROM conversation JOIN partner AS asked ON asked.id = conversation.partner_id
      WHERE conversation.request_id = request.id AND conversation.turn_id IS NOT NULL
      ORDER BY conversation.created_at DESC, conversation.id DESC LIMIT 1) END`;

/** Since when its open questions have been open, as JSON (`openSince`). */
export const openSinceColumn = `
  (SELECT json_object('cancellationAt', ${known('request.cancellation_at')},
                      'renewalAt', min(iif(${isOut}, ${known('item.renewal_at')}, NULL)),
                      'renewalUntil', min(iif(${isOut}, item.renewal_until, NULL)),
                      'demandAt', min(iif(${isOut}, ${known('item.demand_at')}, NULL)),
                      'backBy', min(iif(${isOut}, item.back_by, NULL)),
                      'lossAt', ${known('request.loss_at')}, 'goesBackAt', ${known('request.goes_back_at')}, 'checkInAt', ${known('request.check_in_at')},
                      'neededBy', iif(${isNeededBy}, request.needed_by, NULL), 'overCostAt', request.over_cost_at, 'ifChangedAt', ${ifChangedAt})
     FROM item WHERE item.request_id = request.id) AS openSince`;

// Must match the indexes of both due dates word for word: otherwise SQLite does not use them.
/** Whether the due date set by the partner applies. */
export const isDueBack = `request.due_stage <> 'over'`;
/** Whether the patron has a due date. */
export const isDue = 'request.patron_due_on IS NOT NULL';

/** A patron as staff see them. */
export const selectPatron = `
  SELECT patron.id, patron.barcode, patron.name, patron.email, ifnull(library.name, '') AS libraryName
    FROM patron LEFT JOIN library ON library.id = patron.library_id`;
