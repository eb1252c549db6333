import { closedItemStatuses } from '../../../shared/domain/item-status.ts';
import { sqlList } from './sql.ts';

/** Parts of SELECTs with which the queries of several jobs begin. */

const isOut = `item.status NOT IN (${sqlList(closedItemStatuses)})`;

/** A request with what is named around it: patron, active partner, pickup desk, and the library to which it belongs. */
export const fromRequest = `
  FROM request
  LEFT JOIN patron ON patron.id = patron_id
  LEFT JOIN partner ON partner.id = active_partner_id
  LEFT JOIN desk ON desk.id = pickup_desk_id
  LEFT JOIN library AS home ON home.id = ifnull(desk.library_id, made_at_library_id)`;

/** The library to which a request belongs, where nothing else is asked of its pickup desk. */
export const joinHome = `
  LEFT JOIN desk AS pickup ON pickup.id = request.pickup_desk_id
  LEFT JOIN library AS home ON home.id = ifnull(pickup.library_id, request.made_at_library_id)`;

/** The library to which a request belongs, out of `fromRequest` or `joinHome`: its pickup desk's; without one, where it was made. */
export const homeColumns = `home.id AS libraryId, ifnull(home.name, '') AS libraryName`;

/** The life of a request, as JSON (`lifeView`). What comes out of a subquery may be taken for text: `json` says that it is none. */
export const lifeColumn = `
  json_object('supply', request.supply, 'cancellation', request.cancellation, 'cancelledFor', request.cancelled_for,
              'parcel', request.parcel, 'endedAs', request.ended_as,
              'volumes', json((SELECT json_group_array(json_object(
                            'id', item.id, 'partnerId', item.partner_id, 'status', item.status,
                            'broughtBack', json(iif(item.brought_back = 1, 'true', 'false')), 'renewal', item.renewal,
                            'demand', item.demand, 'report', item.report, 'dueOn', item.due_on))
                            FROM item WHERE item.request_id = request.id))) AS life`;

/** Since when its open questions are open, as JSON (`openSince`). */
export const openSinceColumn = `
  (SELECT json_object('cancellationAt', request.cancellation_at,
                      'renewalAt', min(iif(${isOut}, item.renewal_at, NULL)),
                      'renewalUntil', min(iif(${isOut}, item.renewal_until, NULL)),
                      'demandAt', min(iif(${isOut}, item.demand_at, NULL)),
                      'backBy', min(iif(${isOut}, item.back_by, NULL)),
                      'lossAt', nullif(min(ifnull(request.parcel_at, '9'), ifnull(min(item.report_at), '9')), '9'))
     FROM item WHERE item.request_id = request.id) AS openSince`;

// Word for word as the indexes of both due dates have it: only so does SQLite see that they may be used.
/** Whether the partner's date of a request means something. */
export const isDueBack = `request.due_stage <> 'over'`;
/** Whether the patron has a date. */
export const isDue = 'request.patron_due_on IS NOT NULL';

/** A patron as staff see them. */
export const selectPatron = `
  SELECT patron.id, patron.barcode, patron.name, patron.email, ifnull(library.name, '') AS libraryName
    FROM patron LEFT JOIN library ON library.id = patron.library_id`;
