import type { ColumnDef, RowData } from '@tanstack/react-table'
import { flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes'
import styles from './data-table.module.css'
import { ErrorState } from './empty-state'
import { Skeleton } from './skeleton'
import { useHotkeys } from './use-hotkey'

declare module '@tanstack/react-table' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- merging needs the library's own parameters, used or not
  interface ColumnMeta<TData extends RowData, TValue> {
    /** CSS grid track: `120px`, `minmax(160px, 2fr)`. */
    width?: string
    align?: 'start' | 'end'
  }
}

export type Column<Row> = ColumnDef<Row, unknown>

export interface DataTableProps<Row> {
  /** Accessible name of the table. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId(row: Row): string
  /** Click and Enter. Without it rows are only read. */
  onOpen?: (row: Row) => void
  /** Space and x: ticks a row where the table has boxes to tick. */
  onToggle?: (row: Row) => void
  loading?: boolean
  error?: { message: string } | null
  onRetry?: () => void
  /** Shown when there is nothing: usually an EmptyState. */
  empty: ReactNode
  total?: number | null
  hasMore?: boolean
  loadMore?: () => void
  loadingMore?: boolean
  /** Row height in pixels; every row has the same. */
  rowHeight?: number
  /** The row that is open beside the table. */
  selectedId?: string | null
}

/**
 * A long list as a table: only the rows in sight are in the document, more are loaded as the end comes near. It fills its
 * parent's height. j and k (or the arrows) move, Enter opens, x (or Space) ticks.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, onOpen, onToggle, rowHeight = 44, selectedId } = props
  const { t } = useTranslation('common')
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const table = useReactTable({
    data: rows as Row[],
    columns: columns as Column<Row>[],
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel()
  })
  const model = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (props.hasMore && !props.loadingMore && lastShown >= model.length - 10) props.loadMore?.()
  }, [props, lastShown, model.length])

  const cursorAt = model.findIndex((row) => row.id === cursor)
  const move = (by: number) => {
    const next = model[Math.min(model.length - 1, Math.max(0, cursorAt + by))]
    if (!next) return
    setCursor(next.id)
    virtual.scrollToIndex(next.index)
    // The row may only now be drawn.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus()
    )
  }
  const toggle = () => {
    const row = model[cursorAt]
    if (row) onToggle?.(row.original)
  }
  useHotkeys({ j: () => move(1), k: () => move(-1), ...(onToggle ? { x: toggle } : {}) })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('button, a, input')) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === ' ' && onToggle) toggle()
    else if (event.key === 'Enter' && cursorAt >= 0) onOpen?.(model[cursorAt]?.original as Row)
    else return
    event.preventDefault()
  }

  const template = {
    gridTemplateColumns: table
      .getAllLeafColumns()
      .map((column) => column.columnDef.meta?.width ?? 'minmax(0, 1fr)')
      .join(' ')
  }
  if (props.error && model.length === 0) {
    return (
      <div className={styles.frame}>
        <ErrorState error={props.error} {...(props.onRetry ? { onRetry: props.onRetry } : {})} />
      </div>
    )
  }
  if (!props.loading && model.length === 0) return <div className={styles.frame}>{props.empty}</div>

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="table"
        aria-label={label}
        aria-rowcount={(props.total ?? model.length) + 1}
        aria-busy={props.loading || undefined}
      >
        <div className={styles.head} role="rowgroup">
          <div className={styles.row} role="row" aria-rowindex={1} style={template}>
            {table.getFlatHeaders().map((header) => (
              <div
                key={header.id}
                className={styles.cell}
                role="columnheader"
                data-align={header.column.columnDef.meta?.align}
              >
                {flexRender(header.column.columnDef.header, header.getContext())}
              </div>
            ))}
          </div>
        </div>
        {props.loading ? (
          <TableSkeleton template={template} columns={columns.length} rowHeight={rowHeight} />
        ) : (
          <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
            {items.map((item) => {
              const row = model[item.index]
              if (!row) return null
              return (
                <div
                  key={row.id}
                  data-row={row.id}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={row.id === selectedId || undefined}
                  tabIndex={row.id === cursor || (cursorAt < 0 && item.index === 0) ? 0 : -1}
                  className={classes(styles.row, styles.bodyRow, onOpen && styles.clickable)}
                  style={{ ...template, height: rowHeight, transform: `translateY(${item.start}px)` }}
                  onFocus={() => setCursor(row.id)}
                  onClick={() => {
                    // Selecting text in a row must not open it.
                    if (!window.getSelection()?.toString()) onOpen?.(row.original)
                  }}
                >
                  {row.getVisibleCells().map((cell) => (
                    <div
                      key={cell.id}
                      className={styles.cell}
                      role="cell"
                      data-align={cell.column.columnDef.meta?.align}
                    >
                      {flexRender(cell.column.columnDef.cell, cell.getContext())}
                    </div>
                  ))}
                </div>
              )
            })}
          </div>
        )}
        {props.loadingMore && <div className={styles.more}>{t('loadingMore')}</div>}
      </div>
    </div>
  )
}

function TableSkeleton({
  template,
  columns,
  rowHeight
}: {
  template: { gridTemplateColumns: string }
  columns: number
  rowHeight: number
}) {
  return (
    <div role="rowgroup">
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} role="row" className={styles.row} style={{ ...template, height: rowHeight }}>
          {Array.from({ length: columns }, (_, column) => (
            <div key={column} role="cell" className={styles.cell}>
              <Skeleton width={`${45 + ((row * 17 + column * 29) % 40)}%`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
