import type { Migration } from '../migrate.ts';

/**
 * A new library begins with the reasons for cancelling that others of the field know by their codes; those of ours that say the same
 * are not offered beside them. A library that has requests keeps its list as it is.
 */
export const reasonsOfTheField: Migration = {
  version: 150,
  up: `
UPDATE cancellation_reason SET position = position + 6 WHERE NOT EXISTS (SELECT 1 FROM request);
UPDATE cancellation_reason SET active = 0
 WHERE code IN ('HELD_LOCALLY', 'CANNOT_BE_FILLED') AND NOT EXISTS (SELECT 1 FROM request);
INSERT OR IGNORE INTO cancellation_reason (code, label, position)
  SELECT column1, column2, column3 FROM (VALUES
    ('CancelledAtPatronRequest', 'Cancelled at the patron’s request', 1),
    ('CannotBeFulfilled', 'Cannot be fulfilled', 2),
    ('RequestedMaterialCannotBeLocated', 'The material cannot be located', 3),
    ('FailedToLocateSuppliers', 'No partner can supply it', 4),
    ('ItemAlreadyAvailable', 'We have it ourselves', 5),
    ('PurchaseRequest', 'We try to buy it', 6))
   WHERE NOT EXISTS (SELECT 1 FROM request);
`,
};
