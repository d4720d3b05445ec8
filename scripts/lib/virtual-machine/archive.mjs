/** The archive that a kernel starts from: cpio in its form "newc", of some folders, files and links. */

/** `entries`: `{ name, bytes }` a program, `{ name, link }`, or `{ name }` alone a folder. */
export function archiveOf(entries) {
  const parts = entries.map((entry, i) => partOf(entry, i + 1));
  return Buffer.concat([...parts, partOf({ name: 'TRAILER!!!', bytes: Buffer.alloc(0) }, 0)]);
}

function partOf({ name, bytes, link }, inode) {
  const data = bytes ?? Buffer.from(link ?? '');
  const mode = bytes !== undefined ? 0o100755 : link !== undefined ? 0o120777 : 0o040755;
  const nameBytes = Buffer.from(`${name}\0`);
  // inode, mode, uid, gid, links, time, size, device and special device, length of the name, checksum
  const numbers = [inode, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, nameBytes.length, 0];
  const header = `070701${numbers.map((value) => value.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(header), nameBytes])), padded(data)]);
}

const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
