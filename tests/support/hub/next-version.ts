/** What a made-up next version of the program would do to a database: a column, filled from existing data. */
export const nextVersion = `
  ALTER TABLE request ADD COLUMN shelf_mark TEXT NOT NULL DEFAULT '';
  UPDATE request SET shelf_mark = 'of ' || external_id WHERE id <= 2;`;
