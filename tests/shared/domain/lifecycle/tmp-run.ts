import { play } from './world.ts';
const kinds = new Map<string, [number, string]>(); let bad = 0;
const from = Number(process.argv[2] ?? 1), to = Number(process.argv[3] ?? 300);
const t0 = Date.now();
for (let seed = from; seed <= to; seed++) { try { play(seed, 40); } catch (e) { bad++; const m = (e as Error).message; const k = m.split('\n')[0]!.replace(/seed \d+: /, '').replace(/\d+/g, 'n'); const had = kinds.get(k); kinds.set(k, [(had?.[0] ?? 0) + 1, had?.[1] ?? m]); } }
console.log(bad, 'bad of', to - from + 1, Date.now() - t0, 'ms');
for (const [k, m] of kinds) console.log('=====', k, m[0], '\n', m[1].slice(-(Number(process.argv[4] ?? 1500))));
