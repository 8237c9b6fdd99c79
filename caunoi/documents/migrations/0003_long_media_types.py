from django.db import migrations, models


class Migration(migrations.Migration):
    """The media types of DOCX and XLSX have 71 and 65 letters: such files could be inspected, but not kept."""

    dependencies = [("documents", "0002_uploads")]

    operations = [
        migrations.AlterField(model_name="storedfile", name="media_type", field=models.CharField(max_length=100))
    ]
