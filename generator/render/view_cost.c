#include "render/view_cost.h"

#include "render/view_fields.h"

static const struct tmpl_field figure_fields[] = {
    TEXT(view_figure, key),  TEXT(view_figure, anchor),    TEXT(view_figure, label),
    TEXT(view_figure, text), TEXT(view_figure, unit),      TEXT(view_figure, low),
    TEXT(view_figure, high), TEXT(view_figure, undefined),
};
static const struct tmpl_type figure_type = TYPE("figure", view_figure, figure_fields);

static const struct tmpl_field line_fields[] = {
    TEXT(view_line, kind),
    TEXT(view_line, formula),
    {STR_INIT("label"), TMPL_TEXT, offsetof(struct view_line, figure.label), NULL},
    {STR_INIT("text"), TMPL_TEXT, offsetof(struct view_line, figure.text), NULL},
    {STR_INIT("unit"), TMPL_TEXT, offsetof(struct view_line, figure.unit), NULL},
    {STR_INIT("low"), TMPL_TEXT, offsetof(struct view_line, figure.low), NULL},
    {STR_INIT("high"), TMPL_TEXT, offsetof(struct view_line, figure.high), NULL},
    {STR_INIT("undefined"), TMPL_TEXT, offsetof(struct view_line, figure.undefined), NULL},
};
static const struct tmpl_type line_type = TYPE("line", view_line, line_fields);

static const struct tmpl_field alternative_fields[] = {
    TEXT(view_alternative, id),
    TEXT(view_alternative, label),
    TEXT(view_alternative, gate),
    FLAG(view_alternative, away),
    FLAG(view_alternative, cheapest),
    TEXT(view_alternative, measure),
    OBJECT(view_alternative, first, figure_type),
    LIST(view_alternative, others, figure_type),
    LIST(view_alternative, lines, line_type),
    FLAG(view_alternative, some),
    TEXT(view_alternative, open),
    TEXT(view_alternative, chance),
};
static const struct tmpl_type alternative_type =
    TYPE("alternative", view_alternative, alternative_fields);

static const struct tmpl_field headline_fields[] = {
    TEXT(view_headline, label),
    TEXT(view_headline, what),
};
static const struct tmpl_type headline_type = TYPE("headline", view_headline, headline_fields);

static const struct tmpl_field point_fields[] = {
    TEXT(view_point, text),
    LIST(view_point, cells, figure_type),
};
static const struct tmpl_type point_type = TYPE("point", view_point, point_fields);

static const struct tmpl_field rank_fields[] = {
    TEXT(view_rank, label),
    TEXT(view_rank, text),
};
static const struct tmpl_type rank_type = TYPE("rank", view_rank, rank_fields);

static const struct tmpl_field claim_fields[] = {
    TEXT(view_claim, anchor),
    TEXT(view_claim, label),
    TEXT(view_claim, formula),
    TEXT(view_claim, note),
    TEXT(view_claim, spare),
    TEXT(view_claim, margin),
    TEXT(view_claim, scenario),
    TEXT(view_claim, state),
    LIST(view_claim, cites, view_cite_type),
    LIST(view_claim, contradicts, view_cite_type),
};
static const struct tmpl_type claim_type = TYPE("claim", view_claim, claim_fields);

static const struct tmpl_field cell_fields[] = {
    TEXT(view_cell, text),
    FLAG(view_cell, cheapest),
};
static const struct tmpl_type cell_type = TYPE("cell", view_cell, cell_fields);

static const struct tmpl_field row_fields[] = {
    TEXT(view_row, label),
    TEXT(view_row, anchor),
    TEXT(view_row, unit),
    LIST(view_row, cells, cell_type),
};
static const struct tmpl_type row_type = TYPE("row", view_row, row_fields);

static const struct tmpl_field block_fields[] = {
    TEXT(view_block, title),
    TEXT(view_block, unit),
    LIST(view_block, rows, row_type),
};
static const struct tmpl_type block_type = TYPE("block", view_block, block_fields);

static const struct tmpl_field scenario_fields[] = {
    TEXT(view_scenario, label),
    TEXT(view_scenario, state),
};
static const struct tmpl_type scenario_type = TYPE("scenario", view_scenario, scenario_fields);

static const struct tmpl_field option_fields[] = {
    TEXT(view_option, id),
    TEXT(view_option, label),
    FLAG(view_option, chosen),
};
static const struct tmpl_type option_type = TYPE("option", view_option, option_fields);

static const struct tmpl_field input_fields[] = {
    TEXT(view_input, id),
    TEXT(view_input, label),
    TEXT(view_input, anchor),
    TEXT(view_input, note),
    TEXT(view_input, text),
    TEXT(view_input, unit),
    TEXT(view_input, spread),
    TEXT(view_input, least),
    TEXT(view_input, most),
    FLAG(view_input, chooses),
    LIST(view_input, options, option_type),
    OBJECT(view_input, source, view_cite_type),
    FLAG(view_input, varies),
    FLAG(view_input, slides),
    FLAG(view_input, user),
    TEXT(view_input, position),
};
static const struct tmpl_type input_type = TYPE("input", view_input, input_fields);

static const struct tmpl_field price_fields[] = {
    TEXT(view_price, text),
};
static const struct tmpl_type price_type = TYPE("price", view_price, price_fields);

static const struct tmpl_field record_fields[] = {
    TEXT(view_record, label),
    TEXT(view_record, anchor),
    LIST(view_record, prices, price_type),
    TEXT(view_record, from),
    TEXT(view_record, until),
    FLAG(view_record, announced),
    FLAG(view_record, current),
    OBJECT(view_record, source, view_cite_type),
};
static const struct tmpl_type record_type = TYPE("record", view_record, record_fields);

static const struct tmpl_field column_fields[] = {
    TEXT(view_column, label),
    TEXT(view_column, unit),
};
static const struct tmpl_type column_type = TYPE("column", view_column, column_fields);

static const struct tmpl_field prices_fields[] = {
    TEXT(view_prices, label),
    LIST(view_prices, columns, column_type),
    LIST(view_prices, records, record_type),
};
static const struct tmpl_type prices_type = TYPE("prices", view_prices, prices_fields);

static const struct tmpl_field onward_fields[] = {
    TEXT(view_onward, id),     TEXT(view_onward, title),   TEXT(view_onward, url),
    TEXT(view_onward, limits), TEXT(view_onward, answers),
};
static const struct tmpl_type onward_type = TYPE("onward", view_onward, onward_fields);

static const struct tmpl_field cost_fields[] = {
    TEXT(view_cost, id),
    TEXT(view_cost, root),
    TEXT(view_cost, data),
    TEXT(view_cost, rows),
    TEXT(view_cost, title),
    TEXT(view_cost, description),
    TEXT(view_cost, currency),
    TEXT(view_cost, as_of),
    TEXT(view_cost, review_by),
    LIST(view_cost, crumbs, view_link_type),
    TEXT(view_cost, output),
    OBJECT(view_cost, headline, headline_type),
    LIST(view_cost, alternatives, alternative_type),
    LIST(view_cost, figures, figure_type),
    LIST(view_cost, onward, onward_type),
    LIST(view_cost, scenarios, scenario_type),
    FLAG(view_cost, plain),
    FLAG(view_cost, compared),
    TEXT(view_cost, columns),
    LIST(view_cost, blocks, block_type),
    FLAG(view_cost, assumes),
    LIST(view_cost, inputs, input_type),
    LIST(view_cost, prices, prices_type),
    FLAG(view_cost, priced),
    TEXT(view_cost, warn),
    TEXT(view_cost, fail),
    LIST(view_cost, sources, view_cite_type),
    FLAG(view_cost, sourced),
    HTML(view_cost, volume),
    HTML(view_cost, tornado),
    FLAG(view_cost, drawn),
    FLAG(view_cost, moved),
    FLAG(view_cost, charted),
    TEXT(view_cost, volume_title),
    TEXT(view_cost, volume_axis),
    TEXT(view_cost, volume_unit),
    LIST(view_cost, points, point_type),
    LIST(view_cost, ranks, rank_type),
    LIST(view_cost, claims, claim_type),
    FLAG(view_cost, claimed),
    FLAG(view_cost, sampled),
    TEXT(view_cost, samples),
    TEXT(view_cost, error),
    TEXT(view_cost, chance_error),
    TEXT(view_cost, hash),
    TEXT(view_cost, version),
};
const struct tmpl_type view_cost_type = TYPE("cost", view_cost, cost_fields);
