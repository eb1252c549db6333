import { definePlugin } from '@oxlint/plugins';
import { messageValues } from './message-values.ts';
import { noSpokenText } from './spoken.ts';
import { noSql, noWriting } from './sql.ts';

/** Rules of this project for oxlint (.oxlintrc.json). */
// oxlint-disable-next-line import/no-default-export
export default definePlugin({
  meta: { name: 'borrow-desk' },
  rules: {
    'message-values': messageValues,
    'no-spoken-text': noSpokenText,
    'no-sql': noSql,
    'no-writing': noWriting,
  },
});
