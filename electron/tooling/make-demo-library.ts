import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoLibraryText } from './demo/demo-library.ts';

// Writes the demo library anew after its parts were changed; a test holds the file to them.
writeFileSync(join(import.meta.dirname, '../../resources/demo-library.json'), demoLibraryText());
