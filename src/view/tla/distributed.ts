/**
 * What a cluster needs to search a module with TLC in its distributed mode: the module,
 * its configuration, scripts that start the server, the workers and the servers of
 * fingerprints, and a page of advice. TLC distributes the search for states; it does not
 * check temporal formulas there, of which this module has none but action properties.
 */
import type { Exported } from './module.ts';

/** A file to be written; `mode` as chmod has it. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
  readonly mode: 0o644 | 0o755;
}

/** How large the cluster is. */
export interface Cluster {
  /** Machines that run a worker. */
  readonly workers: number;
  /** Servers of fingerprints on machines of their own; 0 keeps them all with the TLCServer. */
  readonly fingerprintServers: number;
}

/** The files of a folder for a cluster, by their paths in it. */
export function distributed(exported: Exported, cluster: Cluster): readonly ExportedFile[] {
  const { name, module, config } = exported;
  return [
    { path: `${name}.tla`, text: module, mode: 0o644 },
    { path: `${name}.cfg`, text: config, mode: 0o644 },
    { path: 'server.sh', text: serverScript(name, cluster), mode: 0o755 },
    { path: 'worker.sh', text: workerScript(), mode: 0o755 },
    { path: 'fingerprints.sh', text: fingerprintScript(), mode: 0o755 },
    { path: 'README.md', text: readme(name, cluster), mode: 0o644 },
  ];
}

const head = (what: string, usage: string): string => `#!/bin/sh
# ${what}
# Usage: ${usage}
# JAR is the path of tla2tools.jar, MEMORY the heap (as of java -Xmx).
set -eu
cd "$(dirname "$0")"
: "\${JAR:=tla2tools.jar}"
`;

const serverScript = (name: string, cluster: Cluster): string => `${head(
  'The server: keeps the queue of states and, by itself, all fingerprints.',
  'HOST=name-of-this-machine ./server.sh [flags of TLC]',
)}: "\${HOST:=$(hostname -f)}"
: "\${MEMORY:=8g}"
exec java -Xmx"$MEMORY" -XX:+UseParallelGC \\
  -Djava.rmi.server.hostname="$HOST" \\
  -Dtlc2.tool.distributed.TLCServer.expectedFPSetCount=\${FPSETS:-${cluster.fingerprintServers}} \\
  -cp "$JAR" tlc2.tool.distributed.TLCServer -config ${name}.cfg "$@" ${name}.tla
`;

const workerScript = (): string => `${head(
  'A worker: computes next states, on all cores. It fetches the module from the server.',
  'HOST=name-of-this-machine ./worker.sh name-of-the-server',
)}: "\${HOST:=$(hostname -f)}"
: "\${MEMORY:=4g}"
: "\${THREADS:=$(nproc)}"
exec java -Xmx"$MEMORY" -XX:+UseParallelGC \\
  -Djava.rmi.server.hostname="$HOST" \\
  -Dtlc2.tool.distributed.TLCWorker.threadCount="$THREADS" \\
  -cp "$JAR" tlc2.tool.distributed.TLCWorker "$1"
`;

const fingerprintScript = (): string => `${head(
  'A server of fingerprints: keeps its part of the states seen, outside the heap.',
  'HOST=name-of-this-machine ./fingerprints.sh name-of-the-server',
)}: "\${HOST:=$(hostname -f)}"
: "\${MEMORY:=2g}"
: "\${DIRECT:=16g}"
exec java -Xmx"$MEMORY" -XX:MaxDirectMemorySize="$DIRECT" -XX:+UseParallelGC \\
  -Djava.rmi.server.hostname="$HOST" \\
  -Dtlc2.tool.fp.FPSet.impl=tlc2.tool.fp.OffHeapDiskFPSet \\
  -cp "$JAR" tlc2.tool.distributed.fp.DistributedFPSet "$1"
`;

const readme = (
  name: string,
  { workers, fingerprintServers }: Cluster,
): string => `# ${name} on a cluster

\`${name}.tla\` and \`${name}.cfg\` for TLC's distributed mode. Every machine needs Java (11 or newer), the
same \`tla2tools.jar\` and this folder. \`JAR=/path/of/tla2tools.jar\` tells the scripts where the first is.
Take a release: 1.7.4 or older. In builds of TLC made since February 2026 the distributed mode fails with
\`NotSerializableException: ... MultiFPSet\` as soon as a worker arrives.

## Start

1. On one machine, the server: \`HOST=s1 ./server.sh\`${
  fingerprintServers > 0
    ? `, which then waits for ${fingerprintServers} server(s) of fingerprints (\`FPSETS\` changes the number)`
    : ''
}.
${
  fingerprintServers > 0
    ? `2. On ${fingerprintServers} other machine(s): \`HOST=f1 ./fingerprints.sh s1\`.
3.`
    : '2.'
} On ${workers} machine(s): \`HOST=w1 ./worker.sh s1\`. Workers may come and go while the search runs.

The server prints the result and the trace of a violation, as TLC does on one machine. Compare the number of
**distinct** states with patchproof's (with \`SYMMETRY\`: of its orbits); generated states count otherwise
when several workers meet the same state.

## Memory

* The server keeps the queue of unexplored states on disk below \`states/\`: give it a fast disk with room
  for them (\`-metadir\` puts it elsewhere), and a heap of some gigabytes (\`MEMORY\`).
* A fingerprint takes 8 bytes, and the table wants to be at most three quarters full: 10^9 states need
  about 11 GB. ${
    fingerprintServers > 0
      ? 'Each server of fingerprints keeps its share of them in `DIRECT`.'
      : 'They are with the server, in its heap; start it with `FPSETS=N` to keep them on N machines of their own instead.'
  }
* A worker keeps nothing but the states it is busy with: 1 to 4 GB (\`MEMORY\`), \`THREADS\` for its cores.
* 64-bit fingerprints may collide; TLC prints how likely that was. patchproof's own search is exact.

## Network

* All talk is by Java RMI: port 10997 of the server, and ports that the system chooses on every machine, so
  let the machines reach each other freely, on a network of their own: **RMI is not protected**, whoever
  reaches a port can run code.
* \`HOST\` must be a name or an address by which the others reach the machine.
* Every state travels from a worker to the server, and every fingerprint is looked up: 1 Gbit/s or more, in
  one room. Machines far apart are slower together than one alone.

## Limits

* The distributed mode has no checkpoints of workers, no simulation and no liveness; action properties
  (\`PROPERTIES\` in the configuration) are checked.
* If a model fits into the memory of one machine, \`-workers auto\` there is mostly faster.
`;
