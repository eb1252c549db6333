import { extractFile, listPackage } from '@electron/asar';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { capture } from '../lib/processes.ts';

// What of others is in the packages of a release, in the form of CycloneDX. npm knows the packages of the whole project; most of them only
// make or test the program and are left out.

type Component = { readonly 'bom-ref': string; readonly properties?: unknown };

/** What `npm sbom` writes, as far as it is changed here. */
type NpmBill = {
  readonly metadata: { readonly tools: unknown; readonly component: Readonly<Record<string, unknown>> };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
};

/** What is in the archive of a package. */
export type Archived = {
  /** Each package of npm that lies there as it is, such as `qrcode@1.5.4`. */
  readonly packages: readonly string[];
  readonly electronVersion: string;
  /** Whether that Electron was in support when the package was made. */
  readonly isSupported: boolean;
};

const packageFile = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/;

/** Reads what is in the archive of a package. @param resources the folder with app.asar */
export function archivedIn(resources: string): Archived {
  const archive = join(resources, 'app.asar');
  const read = (path: string): unknown => JSON.parse(extractFile(archive, path).toString('utf8'));
  const packages = listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').replace(/^\//, ''))
    .filter((path) => packageFile.test(path))
    .map((path) => read(path) as { readonly name: string; readonly version: string })
    .map(({ name, version }) => `${name}@${version}`);
  const { runtime } = read('package.json') as {
    readonly runtime: { readonly electron: string; readonly supported: boolean };
  };
  return {
    packages: [...new Set(packages)].sort(),
    electronVersion: runtime.electron,
    isSupported: runtime.supported,
  };
}

/** What npm knows of all packages of the project. @throws if npm fails */
export function npmBill(): NpmBill {
  const { code, stdout, stderr } = capture('npm', ['sbom', '--sbom-format', 'cyclonedx']);
  if (code !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  return JSON.parse(stdout) as NpmBill;
}

type Bill = {
  readonly npm: NpmBill;
  readonly version: string;
  readonly commit: string;
  readonly committedAtS: number;
  /** The packages of npm that are in the program, such as `react@19.3.1`. */
  readonly packages: readonly string[];
  readonly electronVersions: readonly string[];
};

// The same for each release of a commit.
const serialNumber = (commit: string): string => {
  const hex = createHash('sha256').update(`borrow-desk ${commit}`).digest('hex');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5')}`;
};

const electronComponent = (version: string): Component & Readonly<Record<string, unknown>> => ({
  'bom-ref': `electron@${version}`,
  type: 'framework',
  name: 'electron',
  version,
  scope: 'required',
  description: 'Electron with Chromium and Node; what those are made of is in LICENSES.chromium.html.',
  purl: `pkg:npm/electron@${version}`,
  licenses: [{ license: { id: 'MIT' } }],
});

/**
 * Returns the bill of materials: of the packages in the program, with their hashes and licences, and of its Electron.
 *
 * @throws if npm does not know one of the packages
 */
export function billOfMaterials(bill: Bill): unknown {
  const { npm, version, commit, packages, electronVersions } = bill;
  const ref = `borrow-desk@${version}`;
  const known = new Map(npm.components.map((component) => [component['bom-ref'], component]));
  const packed = packages.map((name) => {
    const component = known.get(name);
    if (component === undefined) throw new Error(`npm sbom does not know ${name}, which is in the program.`);
    // For npm most of them are for development only, because Vite bundles them.
    const { properties: _, ...kept } = component;
    return kept;
  });
  const electrons = electronVersions.map(electronComponent);
  const components = [...packed, ...electrons].sort((one, other) =>
    one['bom-ref'] < other['bom-ref'] ? -1 : 1,
  );
  const refs = new Set(components.map((each) => each['bom-ref']));
  const { author, description } = npm.metadata.component;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: serialNumber(commit),
    version: 1,
    metadata: {
      timestamp: new Date(bill.committedAtS * 1000).toISOString(),
      lifecycles: [{ phase: 'build' }],
      tools: npm.metadata.tools,
      component: {
        'bom-ref': ref,
        type: 'application',
        name: 'borrow-desk',
        version,
        author,
        description,
        purl: `pkg:npm/${ref}`,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components,
    dependencies: [
      { ref, dependsOn: [...refs] },
      ...npm.dependencies
        .filter((each) => refs.has(each.ref))
        .map((each) => ({
          ref: each.ref,
          dependsOn: (each.dependsOn ?? []).filter((on) => refs.has(on)).sort(),
        }))
        .sort((one, other) => (one.ref < other.ref ? -1 : 1)),
    ],
  };
}
