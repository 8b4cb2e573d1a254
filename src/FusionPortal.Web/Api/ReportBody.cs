using System.Globalization;
using FusionPortal.Core.Reports;

namespace FusionPortal.Web.Api;

/// <summary>
/// The body of a report. A report that fits the buffer is answered with its hash in the headers; a longer one starts to leave when the
/// buffer is full, so that the first byte never waits for the last row, and its hash stands in the audit trail. A caller who wants it in
/// the headers whatever the size says so with <c>Want-Repr-Digest</c>. Memory is the buffer's.
/// </summary>
internal sealed class ReportBody(HttpResponse response) : Stream
{
    private const int BufferSize = 4 * 1024 * 1024;

    private readonly MemoryStream _buffer = new();
    private bool _started;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>For a body whose bytes are the canonical content.</summary>
    public static void WriteHash(HttpResponse response, ReportProduced produced)
    {
        WriteCertificate(response, produced);
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(produced.Sha256))}:";
    }

    /// <summary>The hash, which is of the CSV where the bytes of the body are not promised, and what stands beside it on a
    /// certificate.</summary>
    public static void WriteCertificate(HttpResponse response, ReportProduced produced)
    {
        response.Headers["X-Content-SHA256"] = produced.Sha256;
        response.Headers["X-Redacted-Entries"] = produced.Redacted.ToString(CultureInfo.InvariantCulture);
        if (produced.Limit is { } limit) response.Headers["X-Knowledge-Hours"] = limit.Hours.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Sends what is still held back.</summary>
    public async Task CompleteAsync(ReportProduced produced, CancellationToken cancellationToken)
    {
        if (_started) return;
        WriteHash(response, produced);
        response.ContentLength = _buffer.Length;
        await SendAsync(cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_started)
        {
            await response.Body.WriteAsync(buffer, cancellationToken);
            return;
        }

        _buffer.Write(buffer.Span);
        if (_buffer.Length < BufferSize) return;
        _started = true;
        await SendAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Nothing leaves before it must: the hash may still go into the headers.
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _started ? response.Body.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Reports are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _buffer.Dispose();
        base.Dispose(disposing);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        _buffer.Position = 0;
        await _buffer.CopyToAsync(response.Body, cancellationToken);
        _buffer.SetLength(0);
        _buffer.Capacity = 0;
    }
}
