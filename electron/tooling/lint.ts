import { runScript } from './lib/main.ts';
import { checks } from './testing/steps.ts';

await runScript(async () => {
  const wanted = checks.filter((check) => ['lint', 'boundaries'].includes(check.name));
  let failed = 0;
  for (const check of wanted) failed += (await check.run()).failed;
  return failed;
});
