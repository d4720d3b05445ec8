/** What records of an attached input may be. The words are Mesos'. */
import { mostRowsOrColumns } from '../../containers/io/io.ts';
import type {
  Call,
  ProcessIO,
  ProcessIO_Control,
  ProcessIO_Data,
} from '../../protocol/generated/agent.ts';

/** Of a record after the first; undefined: it makes sense. */
export function findInputFault({
  type: callType,
  attach_container_input: attach,
}: Call): string | undefined {
  if (callType !== 'ATTACH_CONTAINER_INPUT' || attach === undefined) {
    return "Expecting 'attach_container_input' to be present";
  }
  const { type = 'UNKNOWN', process_io: message } = attach;
  if (type !== 'PROCESS_IO') {
    return `Expecting 'attach_container_input.type' to be 'PROCESS_IO' instead of: '${type}'`;
  }
  if (message === undefined) return "Expecting 'attach_container_input.process_io' to be present";
  return findMessageFault(message);
}

function findMessageFault({ type, data, control }: ProcessIO): string | undefined {
  switch (type) {
    case undefined:
      return "Expecting 'process_io.type' to be present";
    case 'UNKNOWN':
      return "'process_io.type' is unknown";
    case 'DATA':
      return data === undefined
        ? "Expecting 'process_io.data' to be present"
        : (findDataFault(data) ?? findExtraFault('control', control));
    case 'CONTROL':
      return control === undefined
        ? "Expecting 'process_io.control' to be present"
        : (findControlFault(control) ?? findExtraFault('data', data));
  }
}

/** One record says one thing. */
function findExtraFault(field: string, value: unknown): string | undefined {
  return value === undefined ? undefined : `Expecting 'process_io.${field}' to be absent`;
}

function findDataFault({ type, data }: ProcessIO_Data): string | undefined {
  if (type === undefined) return "Expecting 'process_io.data.type' to be present";
  if (type !== 'STDIN') return "Expecting 'process_io.data.type' to be 'STDIN'";
  return data === undefined ? "Expecting 'process_io.data.data' to be present" : undefined;
}

function findControlFault(control: ProcessIO_Control): string | undefined {
  switch (control.type) {
    case undefined:
      return "Expecting 'process_io.control.type' to be present";
    case 'UNKNOWN':
      return "'process_io.control.type' is unknown";
    case 'HEARTBEAT':
      return control.heartbeat === undefined
        ? "Expecting 'process_io.control.heartbeat' to be present"
        : undefined;
    case 'TTY_INFO': {
      if (control.tty_info === undefined) {
        return "Expecting 'process_io.control.tty_info' to be present";
      }
      const size = control.tty_info.window_size;
      if (size === undefined) return "Expecting 'tty_info.window_size' to be present";
      if (Math.max(size.rows, size.columns) <= mostRowsOrColumns) return undefined;
      return `Expecting 'tty_info.window_size' to have at most ${mostRowsOrColumns} rows and columns`;
    }
  }
}
