/** Parts of SELECTs with which the queries of several jobs begin. */

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

/** A patron as staff see them. */
export const selectPatron = `
  SELECT patron.id, patron.barcode, patron.name, patron.email, ifnull(library.name, '') AS libraryName
    FROM patron LEFT JOIN library ON library.id = patron.library_id`;
